import { expect, it } from "vitest";
import { parseDraft } from "./return-draft";

it("reads what was kept and drops what is none", () => {
  const comment = { text: "Too large.", frame: 7, box: null };
  expect(parseDraft(JSON.stringify({ comments: [comment, 1, null], text: "And" }))).toEqual({
    comments: [comment],
    text: "And",
  });
  for (const broken of [null, "", "null", "[]", "{", '{"comments":1,"text":2}'])
    expect(parseDraft(broken)).toEqual({ comments: [], text: "" });
});
