import { describe, expect, it } from "vitest";
import type { Box } from "@/domain/geometry";
import type { Hit } from "./boxes";
import { changed, type Gesture, IDLE, type Input, outlined, step, type Tool } from "./gesture";

const grain = { x: 1000, y: 1000 };
const box: Box = [0.2, 0.2, 0.2, 0.2];
const hit: Hit & { box: Box } = { id: "a", grip: { kind: "inside" }, box };

const down = (x: number, y: number, on: typeof hit | null = null): Input => ({
  kind: "down",
  at: { x, y },
  hit: on,
});
const move = (x: number, y: number): Input => ({ kind: "move", at: { x, y } });
const up = (x: number, y: number): Input => ({ kind: "up", at: { x, y } });

const run = (tool: Tool, ...inputs: Input[]) => {
  let gesture: Gesture = IDLE;
  const outcomes = [];
  for (const input of inputs) {
    const next = step(gesture, input, tool, grain);
    gesture = next.gesture;
    if (next.outcome) outcomes.push(next.outcome);
  }
  return { gesture, outcomes };
};

describe("the box tool", () => {
  it("draws by dragging", () => {
    const { gesture, outcomes } = run("draw", down(0.1, 0.1), move(0.3, 0.2), up(0.5, 0.5));
    expect(gesture).toBe(IDLE);
    expect(outcomes).toEqual([{ kind: "drawn", box: [0.1, 0.1, 0.4, 0.4] }]);
  });

  it("draws by two clicks, previewing in between", () => {
    const first = run("draw", down(0.1, 0.1), up(0.101, 0.1), move(0.5, 0.3));
    expect(first.gesture.kind).toBe("cornered");
    expect(outlined(first.gesture, grain)).toEqual([0.1, 0.1, 0.4, 0.19999999999999998]);
    const second = step(first.gesture, down(0.5, 0.5), "draw", grain);
    expect(second.outcome).toEqual({ kind: "drawn", box: [0.1, 0.1, 0.4, 0.4] });
  });

  it("draws by four extreme points", () => {
    const { outcomes } = run(
      "points",
      ...[down(0.3, 0.1), down(0.5, 0.4), down(0.35, 0.5), down(0.1, 0.3)].flatMap((press) => [
        press,
        { ...press, kind: "up" } as Input,
      ]),
    );
    expect(outcomes).toEqual([{ kind: "drawn", box: [0.1, 0.1, 0.4, 0.4] }]);
  });
});

describe("the select tool", () => {
  it("selects on press and forgets the selection beside every box", () => {
    expect(run("select", down(0.3, 0.3, hit), up(0.3, 0.3)).outcomes).toEqual([
      { kind: "select", id: "a" },
    ]);
    expect(run("select", down(0.9, 0.9), up(0.9, 0.9)).outcomes).toEqual([
      { kind: "select", id: null },
    ]);
  });

  it("draws when a drag starts beside every box", () => {
    const { outcomes } = run("select", down(0.1, 0.1), move(0.3, 0.2), up(0.5, 0.5));
    expect(outcomes).toEqual([{ kind: "drawn", box: [0.1, 0.1, 0.4, 0.4] }]);
  });

  it("changes nothing for a slip of 3 px, and commits once after a drag", () => {
    expect(run("select", down(0.3, 0.3, hit), move(0.303, 0.3), up(0.303, 0.3)).outcomes).toEqual([
      { kind: "select", id: "a" },
    ]);
    const { outcomes } = run("select", down(0.3, 0.3, hit), move(0.35, 0.3), up(0.4, 0.3));
    expect(outcomes).toHaveLength(2);
    expect(outcomes[1]).toMatchObject({ kind: "changed", id: "a" });
  });

  it("previews the box where the pointer is", () => {
    const { gesture } = run(
      "select",
      down(0.4, 0.4, { ...hit, grip: { kind: "handle", handle: "se" } }),
      move(0.5, 0.5),
    );
    if (gesture.kind !== "changing") throw new Error("not changing");
    const preview = changed(gesture, { x: 0.5, y: 0.5 }, grain);
    expect(preview[2]).toBeCloseTo(0.3, 12);
    expect(preview[3]).toBeCloseTo(0.3, 12);
  });
});
