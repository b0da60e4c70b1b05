import { expect, it } from "vitest";
import { roved } from "./roving";

it("goes through a list and stays inside it", () => {
  expect(roved("ArrowDown", 0, 3)).toBe(1);
  expect(roved("ArrowDown", 2, 3)).toBeNull();
  expect(roved("ArrowUp", 0, 3)).toBeNull();
  expect(roved("Home", 2, 3)).toBe(0);
  expect(roved("End", 0, 3)).toBe(2);
});

it("leaves other keys alone", () => {
  expect(roved("ArrowLeft", 1, 3)).toBeNull();
});
