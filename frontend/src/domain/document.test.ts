import { describe, expect, it } from "vitest";
import raw from "../../../tests/vectors/document.json?raw";
import { emptyDocument, type Problem, parse } from "./document";
import { type Change, changed } from "./vectors";

interface Case extends Change {
  readonly name: string;
  readonly frame_count?: number;
}

interface Vectors {
  readonly complete: unknown;
  readonly accepted: readonly Case[];
  readonly completed: readonly { name: string; given: unknown; result: unknown }[];
  readonly not_documents: readonly unknown[];
  readonly refused: readonly (Case & { problems: readonly (readonly [string, string])[] })[];
}

const vectors: Vectors = JSON.parse(raw);

const problemsOf = (value: unknown, frameCount?: number): readonly Problem[] => {
  const parsed = parse(value, frameCount);
  return parsed.kind === "refused" ? parsed.problems : [];
};

describe("parse", () => {
  it.each(vectors.accepted)("passes unchanged: $name", (accepted) => {
    const value = changed(vectors.complete, accepted);
    expect(parse(value, accepted.frame_count)).toEqual({ kind: "document", document: value });
  });

  it.each(vectors.completed)("completes: $name", ({ given, result }) => {
    expect(parse(given)).toEqual({ kind: "document", document: result });
  });

  it.each(vectors.refused)("refuses: $name", (refused) => {
    const found = problemsOf(changed(vectors.complete, refused), refused.frame_count);
    expect(found.map(({ code, path }) => [code, path])).toEqual(refused.problems);
  });

  it.each(vectors.not_documents.map((value) => [value]))("refuses %j", (value) => {
    expect(problemsOf(value)).toEqual([{ code: "type", path: "" }]);
  });

  it("takes the document of somebody who has not begun", () => {
    expect(parse(emptyDocument())).toEqual({ kind: "document", document: emptyDocument() });
  });

  it.each([
    ["note", "x".repeat(10_000), "too_long"],
    ["note", "🫠".repeat(10_000), "too_long"],
    ["traces/0/tags", Array.from({ length: 50 }, () => "x"), "too_many"],
    [
      "traces",
      Array.from({ length: 200 }, (_, n) => ({ id: `t${n}`, span: [0, 1], track: [] })),
      "too_many",
    ],
  ])("reaches the limit of %s but does not pass it", (path, longest, code) => {
    const over = typeof longest === "string" ? `${longest}x` : [...longest, longest[0]];
    expect(problemsOf(changed(vectors.complete, { set: { [path]: longest } }))).toEqual([]);
    expect(problemsOf(changed(vectors.complete, { set: { [path]: over } }))).toEqual([
      { code, path },
    ]);
  });

  it("names a hundred problems and no more", () => {
    const track = Array.from({ length: 2000 }, () => 0);
    expect(
      problemsOf(changed(vectors.complete, { set: { "traces/0/track": track } })),
    ).toHaveLength(100);
  });
});
