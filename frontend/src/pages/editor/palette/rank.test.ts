import { describe, expect, it } from "vitest";
import { initials, ranked } from "./rank";

const entries = [
  { text: "One frame forward" },
  { text: "Forward; again for 2× and 4×" },
  { text: "Object merging", words: "MG" },
  { text: "객체 왜곡", words: "OD Object distortion" },
];
const found = (query: string) => ranked(entries, query).map(({ text }) => text);

describe("the palette's order", () => {
  it("is the table's own for an empty query", () => {
    expect(found("  ")).toEqual(entries.map(({ text }) => text));
  });

  it("puts the beginning of the text before the beginning of a word", () => {
    expect(found("forw")).toEqual(["Forward; again for 2× and 4×", "One frame forward"]);
  });

  it("needs every typed word to fit", () => {
    expect(found("frame forw")).toEqual(["One frame forward"]);
    expect(found("frame merging")).toEqual([]);
  });

  it("takes codes, English names and first consonants", () => {
    expect(found("mg")).toEqual(["Object merging"]);
    expect(found("distortion")).toEqual(["객체 왜곡"]);
    expect(found("ㄱㅊ")).toEqual(["객체 왜곡"]);
    expect(found("객체")).toEqual(["객체 왜곡"]);
    expect(initials("객체 왜곡 A")).toBe("ㄱㅊ ㅇㄱ A");
  });

  it("takes letters in order from three on, and does not from two", () => {
    expect(found("obmg")).toEqual(["Object merging"]);
    expect(found("jg")).toEqual([]);
  });

  it("leaves scattered letters out where something really holds the word", () => {
    const loops = [{ text: "Loop on / off" }, { text: "Look closer at the pointer" }];
    expect(ranked(loops, "loop").map(({ text }) => text)).toEqual(["Loop on / off"]);
    expect(ranked(loops.slice(1), "loop")).toHaveLength(1);
  });
});
