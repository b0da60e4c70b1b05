import { describe, expect, it } from "vitest";
import { csvOf, numbersOf, readable } from "./chart-table";

describe("numbers of lines", () => {
  it("has a row for each x of any line, empty where a line has no point", () => {
    const found = numbersOf("Step", [
      { key: "a", name: "Loss", points: [{ x: 2, y: 0.5 }] },
      {
        key: "b",
        name: "F1",
        points: [
          { x: 1, y: 30 },
          { x: 2, y: 40 },
        ],
      },
    ]);
    expect(found.head).toEqual(["Step", "Loss", "F1"]);
    expect(found.rows.map(({ cells }) => cells)).toEqual([
      [1, null, 30],
      [2, 0.5, 40],
    ]);
  });

  it("names each x", () => {
    const points = [{ x: 3, y: 1 }];
    expect(numbersOf("Day", [{ key: "a", name: "A", points }], (x) => `day ${x}`).rows).toEqual([
      { key: "3", cells: ["day 3", 1] },
    ]);
  });

  it("shows sixty rows of more, the first and the last among them", () => {
    const points = Array.from({ length: 200 }, (_, x) => ({ x, y: 0 }));
    const rows = readable(numbersOf("Step", [{ key: "a", name: "A", points }])).rows;
    expect([rows.length, rows[0]?.key, rows.at(-1)?.key]).toEqual([60, "0", "199"]);
  });
});

describe("csv", () => {
  const csv = (...cells: (string | number | null)[]): string =>
    csvOf({ head: ["x"], rows: [{ key: "1", cells }] }).split("\r\n")[1] ?? "";

  it("quotes what would break the line", () => {
    expect(csv("a,b", 'say "hi"', "two\nlines")).toBe('"a,b","say ""hi""","two\nlines"');
  });

  it("writes numbers for programs and nothing for no number", () => {
    expect(csv(1234.5, null, -2)).toBe("1234.5,,-2");
  });

  it("takes the force from formulas", () => {
    expect(csv('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
    expect(csv("@sum", "+1", "-1", "plain")).toBe("'@sum,'+1,'-1,plain");
  });
});
