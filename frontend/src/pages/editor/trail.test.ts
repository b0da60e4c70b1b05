import { describe, expect, it } from "vitest";
import { finished, MOST_OPEN, stepBack, stepOn, visited } from "./trail";

describe("the way through the queue", () => {
  it("asks for the next clip at its end, and goes back to what was left", () => {
    const trail = visited(visited([], 4), 7);
    expect(visited(trail, 4)).toEqual([4, 7]);
    expect(stepOn(trail, 7)).toEqual({ kind: "ask" });
    expect(stepBack(trail, 7)).toEqual({ kind: "open", task: 4 });
    expect(stepOn(trail, 4)).toEqual({ kind: "open", task: 7 });
    expect(stepBack(trail, 4)).toEqual({ kind: "none" });
  });

  it("forgets what is done", () => {
    expect(finished([4, 7, 9], 7)).toEqual([4, 9]);
  });

  it("leads back to the first when five are open", () => {
    const trail = [1, 2, 3, 4, 5];
    expect(trail).toHaveLength(MOST_OPEN);
    expect(stepOn(trail, 5)).toEqual({ kind: "full", task: 1 });
    expect(stepOn(trail.slice(1), 5)).toEqual({ kind: "ask" });
  });

  it("goes back to the last one from a clip that is not on it", () => {
    expect(stepBack([4, 7], 9)).toEqual({ kind: "open", task: 7 });
  });
});
