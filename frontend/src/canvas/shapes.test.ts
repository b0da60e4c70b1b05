import { describe, expect, it } from "vitest";
import type { Document } from "@/domain/document";
import { newTrace } from "@/store/trace";
import { shapesAt } from "./shapes";

const trace = (id: string, span: [number, number]) => ({
  ...newTrace({
    category: null,
    span,
    track: [
      { frame: 0, box: [0, 0, 0.5, 0.5] },
      { frame: 10, box: null },
    ],
    lang: "en",
  }),
  id,
});
const document: Document = {
  schema: 1,
  verdict: null,
  note: "",
  traces: [trace("a", [0, 20]), trace("b", [5, 20])],
};

describe("the shapes of a frame", () => {
  it("are those whose span holds it and that are present", () => {
    expect(shapesAt(document, 0, null).map((shape) => shape.id)).toEqual(["a"]);
    expect(shapesAt(document, 9, null).map((shape) => shape.id)).toEqual(["a", "b"]);
    expect(shapesAt(document, 10, null)).toEqual([]);
  });

  it("have the selected one last, on top", () => {
    expect(shapesAt(document, 7, "a").map((shape) => shape.id)).toEqual(["b", "a"]);
  });

  it("tell a placed box from one that follows", () => {
    expect(shapesAt(document, 0, null)[0]?.isKeyframe).toBe(true);
    expect(shapesAt(document, 1, null)[0]?.isKeyframe).toBe(false);
  });
});
