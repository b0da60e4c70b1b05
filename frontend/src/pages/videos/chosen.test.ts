import { expect, it } from "vitest";
import { choosing, extended, inParts, NONE_CHOSEN, toggled } from "./chosen";

const order = [50, 40, 30, 20, 10];
const ids = (chosen: { readonly ids: ReadonlySet<number> }) => [...chosen.ids];

it("takes one in and out again", () => {
  const one = toggled(NONE_CHOSEN, 30);
  expect(ids(one)).toEqual([30]);
  expect(ids(toggled(one, 30))).toEqual([]);
});

it("extends from the last chosen one in the order of the wall, either way", () => {
  const one = toggled(NONE_CHOSEN, 30);
  expect(ids(extended(one, 10, order))).toEqual([30, 20, 10]);
  expect(ids(extended(one, 50, order)).sort()).toEqual([30, 40, 50]);
  // The anchor stays: the next range begins there too.
  expect(extended(one, 10, order).anchor).toBe(30);
});

it("extends to the one alone when there is nothing to begin from", () => {
  expect(ids(extended(NONE_CHOSEN, 20, order))).toEqual([20]);
  expect(ids(extended(toggled(NONE_CHOSEN, 99), 20, order))).toEqual([99, 20]);
  expect(choosing([1, 2]).anchor).toBeNull();
});

it("parts what is too much for one request", () => {
  expect(inParts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(inParts([], 2)).toEqual([]);
});
