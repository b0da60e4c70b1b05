import { expect, it } from "vitest";
import type { ReviewComment } from "@/api/types";
import { isAnswered, marksOf, nextComment, withAnswer } from "./comments";

const comment = (id: number, done = false, reply = ""): ReviewComment => ({
  id,
  text: `comment ${id}`,
  frame: null,
  box: null,
  done,
  reply,
});

it("goes round among those that wait", () => {
  const list = [comment(1), comment(2, true), comment(3)];
  const after = (focused: number | null) => nextComment({ list, focused })?.id;
  expect([after(null), after(1), after(2), after(3)]).toEqual([1, 3, 3, 1]);
});

it("goes round among all once none waits, and nowhere without any", () => {
  const list = [comment(1, true), comment(2, true)];
  expect(nextComment({ list, focused: 1 })?.id).toBe(2);
  expect(nextComment({ list, focused: 2 })?.id).toBe(1);
  expect(nextComment({ list: [], focused: null })).toBeNull();
});

it("counts a tick or a reply as an answer", () => {
  expect([comment(1), comment(1, true), comment(1, false, "No.")].map(isAnswered)).toEqual([
    false,
    true,
    true,
  ]);
});

it("answers one and leaves the others", () => {
  const list = withAnswer([comment(1), comment(2)], 2, { done: true, reply: "Yes." });
  expect(list).toEqual([comment(1), comment(2, true, "Yes.")]);
});

it("marks the boxes of all, by their numbers in the lists", () => {
  const box: [number, number, number, number] = [0, 0, 0.5, 0.5];
  const list = [{ ...comment(1), frame: 4, box }, comment(2)];
  const drafts = [{ text: "And here.", frame: 4, box }];
  expect(marksOf({ list, drafts }).map(({ number, frame }) => [number, frame])).toEqual([
    [1, 4],
    [3, 4],
  ]);
});
