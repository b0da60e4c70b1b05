import { describe, expect, it } from "vitest";
import { coverage, lengthOf } from "./coverage";

const said = (text: string, lang = "en") => {
  const found = coverage(text, lang);
  if (!found) return null;
  return (["where", "what", "why"] as const).filter((part) => found[part]).join(" ");
};

describe("coverage", () => {
  it.each([
    ["The left hand melts into the cup as if both were soft.", "where what why"],
    ["The cup jumps to the right without being touched.", "where what why"],
    ["Something extra appears.", "what"],
    ["On the table.", "where"],
    ["Looks weird.", ""],
    ["It vanishes although nothing covers it.", "what why"],
  ])("reads in English: %s", (text, parts) => {
    expect(said(text)).toBe(parts);
  });

  it.each([
    ["왼손이 컵처럼 녹아내린다.", "where what why"],
    ["배경 벽이 물결처럼 일렁인다.", "where what why"],
    ["공이 갑자기 사라진다.", "what why"],
    ["이상하다.", ""],
  ])("reads in Korean: %s", (text, parts) => {
    expect(said(text, "ko")).toBe(parts);
  });

  it("says nothing about no text, and about languages it does not know", () => {
    expect(said("   ")).toBeNull();
    expect(said("La main fond dans la tasse.", "fr")).toBeNull();
    expect(said("The left hand melts because it is soft.", "en-GB")).toBe("where what why");
  });
});

describe("lengthOf", () => {
  it("wants half as many signs in Korean", () => {
    expect(lengthOf("x".repeat(39), "en")).toEqual({ count: 39, share: 39 / 40, size: "short" });
    expect(lengthOf("x".repeat(40), "en").size).toBe("good");
    expect(lengthOf("가".repeat(18), "ko")).toEqual({ count: 18, share: 1, size: "good" });
    expect(lengthOf("가".repeat(151), "ko").size).toBe("long");
  });

  it("counts signs as a person does", () => {
    expect(lengthOf(" 👋a ", "en").count).toBe(2);
    expect(lengthOf("", "en").size).toBe("empty");
  });
});
