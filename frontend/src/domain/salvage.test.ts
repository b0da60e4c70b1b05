import { describe, expect, it } from "vitest";
import { salvage } from "./salvage";

const trace = {
  id: "hand",
  category: "object_melting",
  also: ["sudden_blurring", "ghosting"],
  tags: ["raw"],
  span: [3, 9],
  track: [{ frame: 3, box: [0.1, 0.1, 0.2, 0.2] }],
  explanation: { text: "It melts.", lang: "en" },
  origin: { kind: "human" },
};
const kept = { schema: 1, verdict: "fake", note: "n", traces: [trace] };

describe("salvaging", () => {
  it("leaves a document of this version alone", () => {
    const document = { ...kept, traces: [{ ...trace, category: null, also: [] }] };
    expect(salvage(document)).toEqual({ document, renamed: [] });
  });

  it("sets unknown categories aside as raw labels and keeps the rest", () => {
    const saved = salvage(kept);
    expect(saved?.renamed).toEqual(["hand"]);
    expect(saved?.document.traces[0]).toEqual({
      ...trace,
      category: null,
      also: ["sudden_blurring"],
      tags: ["object_melting", "ghosting", "raw"],
    });
    expect(saved?.document.note).toBe("n");
  });

  it("gives up on what is no document", () => {
    for (const wrong of [null, 7, {}, { schema: 2, traces: [] }, { ...kept, traces: [{}] }])
      expect(salvage(wrong)).toBeNull();
  });
});
