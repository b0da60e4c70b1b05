import { describe, expect, it } from "vitest";
import { emptyDocument } from "@/domain/document";
import { addTrace } from "@/store/edits";
import { begin, commit, undo } from "@/store/history";
import { newTrace } from "@/store/trace";
import { replaceKeyframes } from "./edit";

const at = (frame: number, x: number) => ({ frame, box: [x, 0.1, 0.2, 0.2] as const });

describe("taking in followed boxes", () => {
  const trace = newTrace({
    category: null,
    span: [10, 60],
    track: [at(10, 0.1), at(20, 0.2), at(30, 0.3), at(50, 0.5)],
    lang: "en",
  });
  const start = commit(begin(emptyDocument()), addTrace(trace));
  const done = commit(
    start,
    replaceKeyframes(trace.id, [20, 41], [at(20, 0.2), at(33, 0.4), at(40, 0.45)]),
  );

  it("replaces what lies in the followed frames and nothing else", () => {
    expect(done.document.traces[0]?.track).toEqual([
      at(10, 0.1),
      at(20, 0.2),
      at(33, 0.4),
      at(40, 0.45),
      at(50, 0.5),
    ]);
  });

  it("is undone at once", () => {
    expect(done.past).toHaveLength(start.past.length + 1);
    expect(undo(done).document).toEqual(start.document);
  });
});
