import { describe, expect, it } from "vitest";
import { linesOf, partedLines } from "./curve";

describe("the curve of a run", () => {
  it("has one line for each number, over steps", () => {
    const lines = linesOf([
      { decoded: 5, of: 9 },
      { step: 1, done: 0.1, loss: 2, box: 1 },
      { step: 2, done: 0.2, loss: 1.5, box: Number.NaN },
    ]);
    expect(lines).toEqual([
      {
        key: "loss",
        points: [
          { x: 1, y: 2 },
          { x: 2, y: 1.5 },
        ],
      },
      { key: "box", points: [{ x: 1, y: 1 }] },
    ]);
  });

  it("believes the later word where a run went back to an earlier step", () => {
    const [loss] = linesOf([
      { step: 10, loss: 3 },
      { step: 20, loss: 2 },
      { step: 15, loss: 2.4 },
    ]);
    expect(loss?.points).toEqual([
      { x: 10, y: 3 },
      { x: 15, y: 2.4 },
    ]);
  });

  it("parts losses from measures and shows a total once", () => {
    const lines = linesOf([{ step: 1, loss: 2, total: 2, val_loss: 3, auroc: 0.9 }]);
    const { losses, measures } = partedLines(lines);
    expect(losses.map(({ key }) => key)).toEqual(["loss", "val_loss"]);
    expect(measures.map(({ key }) => key)).toEqual(["auroc"]);
  });
});
