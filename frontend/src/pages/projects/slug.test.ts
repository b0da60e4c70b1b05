import { describe, expect, it } from "vitest";
import { isSlug, slugFrom } from "./slug";

describe("a slug", () => {
  it("is made of the letters and digits of a title", () => {
    expect(slugFrom("  Première série: Sora 2! ")).toBe("premiere-serie-sora-2");
  });

  it("is empty for a title without Latin letters", () => {
    expect(slugFrom("첫 번째")).toBe("");
  });

  it("is never longer than 64 and never ends with a hyphen", () => {
    expect(slugFrom(`${"a".repeat(63)} b`)).toBe("a".repeat(63)); // the 64th would be the hyphen
  });

  it("is refused with spaces, capitals or nothing", () => {
    expect(["demo-2", "a b", "Demo", ""].map(isSlug)).toEqual([true, false, false, false]);
  });
});
