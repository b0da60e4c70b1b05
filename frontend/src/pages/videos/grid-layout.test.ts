import { describe, expect, it } from "vitest";
import { cardAfter, layoutOf, rowsInSight } from "./grid-layout";

// 1000 px: 216 + 16 fits four times (4 × 232 = 928 ≤ 1016), and (1000 - 3 × 16) / 4 = 238.
const layout = layoutOf(1000);

describe("the layout of the wall", () => {
  it("fills the width with as many cards as fit", () => {
    expect(layout).toEqual({ columns: 4, width: 238, step: 134 + 122 + 16 }); // 238 × 9 / 16 = 133.9
    expect(layoutOf(100).columns).toBe(1);
  });

  it("renders only the rows in sight, and one more each way", () => {
    // Rows are 272 px: 600 to 1400 covers rows 2 to 5.
    expect(rowsInSight(layout, 5000, { top: 600, bottom: 1400 })).toEqual({ first: 1, end: 7 });
    expect(rowsInSight(layout, 5000, { top: -50, bottom: 10 })).toEqual({ first: 0, end: 2 });
    expect(rowsInSight(layout, 6, { top: 0, bottom: 9000 })).toEqual({ first: 0, end: 2 });
    expect(rowsInSight(layout, 6, { top: 9000, bottom: 9999 })).toEqual({ first: 2, end: 2 });
  });

  it("renders nothing of nothing", () => {
    expect(rowsInSight(layout, 0, { top: 0, bottom: 800 })).toEqual({ first: 0, end: 0 });
  });
});

describe("the keys of the wall", () => {
  // 0 1 2 3 / 4 5 6 7 / 8 9
  const grid = { count: 10, columns: 4, rowsPerPage: 2 };
  const from = (at: number, key: string) => cardAfter(key, at, grid);

  it("moves along rows and columns and stops at the ends", () => {
    expect(from(3, "ArrowRight")).toBe(4);
    expect(from(0, "ArrowLeft")).toBe(0);
    expect(from(9, "ArrowRight")).toBe(9);
    expect(from(5, "ArrowUp")).toBe(1);
    expect(from(1, "ArrowUp")).toBe(1);
    expect(from(4, "ArrowDown")).toBe(8);
    expect(from(9, "ArrowDown")).toBe(9);
  });

  it("goes down to the last card where the last row is short", () => {
    expect(from(7, "ArrowDown")).toBe(9);
  });

  it("pages by what fits and jumps to the ends", () => {
    expect(from(1, "PageDown")).toBe(9);
    expect(from(9, "PageUp")).toBe(1);
    expect(from(5, "PageUp")).toBe(1);
    expect(from(5, "Home")).toBe(0);
    expect(from(5, "End")).toBe(9);
  });

  it("leaves other keys alone", () => {
    expect(from(5, "a")).toBeNull();
    expect(cardAfter("Home", 0, { ...grid, count: 0 })).toBeNull();
  });
});
