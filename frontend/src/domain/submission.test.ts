import { describe, expect, it } from "vitest";
import raw from "../../../tests/vectors/submission.json?raw";
import { parse, type Trace } from "./document";
import { submissionProblems } from "./submission";
import type { Span } from "./timeline";
import { type Change, changed } from "./vectors";

interface Case extends Change {
  readonly name: string;
  readonly require_explanation?: boolean;
  readonly problems: readonly (readonly [string, string])[];
}

interface Vectors {
  readonly frame_count: number;
  readonly ready: unknown;
  readonly cases: readonly Case[];
}

const vectors: Vectors = JSON.parse(raw);

describe("submissionProblems", () => {
  it.each(vectors.cases)("$name", (each) => {
    const parsed = parse(changed(vectors.ready, each));
    if (parsed.kind === "refused") throw new Error(JSON.stringify(parsed.problems));
    const found = submissionProblems(parsed.document, {
      frameCount: vectors.frame_count,
      explanation: (each.require_explanation ?? true) ? "required" : "optional",
    });
    expect(found.map(({ code, path }) => [code, path])).toEqual(each.problems);
  });

  it("names a span without frames as the server does, which refuses to read it", () => {
    const document = { schema: 1, verdict: "fake", note: "", traces: [trace([5, 5])] } as const;
    const rules = { frameCount: 10, explanation: "optional" } as const;
    const [code] = submissionProblems(document, rules).map((problem) => problem.code);
    const parsed = parse(document);
    expect(parsed.kind === "refused" && parsed.problems[0]?.code).toBe(code);
  });
});

const trace = (span: Span): Trace => ({
  id: "t1",
  category: "object_merging",
  also: [],
  tags: [],
  span,
  track: [{ frame: 5, box: [0, 0, 1, 1] }],
  explanation: { text: "", lang: "en" },
  origin: { kind: "human" },
});
