import { describe, expect, it } from "vitest";
import { CATEGORIES, CATEGORY_SLUGS, categoryOfDigit, infoOf, isCategory } from "./taxonomy";

describe("taxonomy", () => {
  it("numbers the nine in the paper's order", () => {
    expect(CATEGORIES.map(({ digit }) => digit)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(CATEGORIES.map(({ code }) => code).join("")).toBe("ODSBTRROMGSPBDDSUM");
    expect(categoryOfDigit(1)).toBe("object_distortion");
    expect(categoryOfDigit(9)).toBe("unexpected_move");
    expect(categoryOfDigit(0)).toBeUndefined();
    expect(categoryOfDigit(10)).toBeUndefined();
  });

  it("gives every category two colours of its own", () => {
    const colours = CATEGORIES.flatMap(({ dark, light }) => [dark, light]);
    expect(new Set(colours).size).toBe(18);
    for (const colour of colours) expect(colour).toMatch(/^#[0-9A-F]{6}$/);
    expect(infoOf("object_merging")).toMatchObject({ dark: "#DF917C", light: "#72564E" });
  });

  it("tells a category from other words", () => {
    expect(CATEGORY_SLUGS.every(isCategory)).toBe(true);
    expect(isCategory("toString")).toBe(false);
    expect(isCategory(null)).toBe(false);
  });
});
