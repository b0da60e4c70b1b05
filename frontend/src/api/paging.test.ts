import { describe, expect, it } from "vitest";
import { cursorOf, everyRow } from "./paging";

describe("the cursor of a page", () => {
  it("is read from the address of the next page", () => {
    expect(cursorOf("https://telltale.example/api/v1/videos/?project=a&cursor=cD0x%3D")).toBe(
      "cD0x=",
    );
  });

  it("is absent on the last page", () => {
    expect(cursorOf(null)).toBeUndefined();
    expect(cursorOf("/api/v1/videos/")).toBeUndefined();
  });
});

describe("every row of a list", () => {
  it("follows the cursors in order", async () => {
    const pages: Record<string, { next: string | null; results: string[] }> = {
      first: { next: "/api/v1/members/?cursor=second", results: ["a", "b"] },
      second: { next: null, results: ["c"] },
    };
    const asked: (string | undefined)[] = [];
    const rows = await everyRow(async (cursor) => {
      asked.push(cursor);
      return pages[cursor ?? "first"] ?? { next: null, results: [] };
    });
    expect(rows).toEqual(["a", "b", "c"]);
    expect(asked).toEqual([undefined, "second"]);
  });
});
