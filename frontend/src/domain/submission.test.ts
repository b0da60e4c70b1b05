import { describe, expect, it } from "vitest";
import raw from "../../../tests/vectors/submission.json?raw";
import { parse } from "./document";
import { submissionProblems } from "./submission";
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
});
