import { beforeAll, describe, expect, it } from "vitest";
import type { Export, Snapshot } from "@/api/types";
import { overwriteGetLocale } from "@/i18n/paraglide/runtime.js";
import { changedText, filterWords, newestFolders, splitsText, usualPair } from "./parts";

beforeAll(() => overwriteGetLocale(() => "en"));

describe("a snapshot in words", () => {
  it("lists splits in one order and leaves empty ones out", () => {
    expect(splitsText({ "": 1, test: 2, train: 1200, val: 0 })).toBe(
      "Training 1,200 · Test 2 · No split 1",
    );
  });

  it("says what was left out", () => {
    const filters = { labels: ["fake" as const], splits: ["" as const], reviewed_only: true };
    expect(filterWords(filters)).toEqual(["Generated", "No split", "reviewed only"]);
    expect(filterWords({})).toEqual([]);
  });

  it("names what changed once, whatever the line calls it", () => {
    expect(changedText(["document", "pts", "provenance"])).toBe("document, other facts");
  });
});

describe("the newest folder of each snapshot", () => {
  it("is the first in a list that begins with the newest", () => {
    const rows = [
      { id: 4, snapshot: 1 },
      { id: 3, snapshot: null },
      { id: 2, snapshot: 1 },
      { id: 1, snapshot: 2 },
    ] as Export[];
    const found = newestFolders(rows);
    expect([...found].map(([snapshot, row]) => [snapshot, row.id])).toEqual([
      [1, 4],
      [2, 1],
    ]);
  });
});

describe("the two to compare", () => {
  it("are the newest and the one before it", () => {
    const rows = [{ id: 9 }, { id: 7 }, { id: 3 }] as Snapshot[];
    expect(usualPair(rows)).toEqual([7, 9]);
    expect(usualPair(rows.slice(0, 1))).toBeNull();
  });
});
