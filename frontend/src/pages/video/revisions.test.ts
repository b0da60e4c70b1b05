import { expect, it } from "vitest";
import type { HistoryEntry } from "@/api/types";
import { revisionsOf } from "./revisions";

const entry = (revision: number, note: string): HistoryEntry =>
  ({
    revision,
    user: "bob",
    at: "2026-11-27T00:00:00Z",
    document: { schema: 1, verdict: null, note, traces: [] },
  }) as unknown as HistoryEntry;

it("tells what each revision changed and which one came back", () => {
  const found = revisionsOf([entry(3, "good"), entry(2, "bad"), entry(1, "good"), entry(0, "")]);
  expect(found.map(({ number, restored }) => [number, restored])).toEqual([
    [3, 1],
    [2, null],
    [1, null],
    [0, null],
  ]);
  expect(found[0]?.changes).toEqual([{ kind: "note", from: "bad", to: "good" }]);
  expect(found[3]?.changes).toEqual([]);
});

it("does not call a save without a change a restoring", () => {
  expect(revisionsOf([entry(2, "a"), entry(1, "a"), entry(0, "a")])[0]?.restored).toBeNull();
});
