import { describe, expect, it } from "vitest";
import type { Promotion } from "@/api/types";
import { beforeServing, servingIn } from "./history";

const named = (id: number | null) => (id === null ? null : { id, name: `${id}` });

const row = (
  kind: Promotion["kind"],
  checkpoint: number | null,
  before: number | null,
  project: string | null = "clips",
): Promotion => ({
  id: 0,
  project,
  kind,
  checkpoint: named(checkpoint),
  before: named(before),
  confirmed: "",
  created_by: "alice",
  created_at: "2026-11-26T12:00:00Z",
});

describe("the history of promotions", () => {
  it("says what serves: what was last promoted or returned to", () => {
    expect(servingIn([row("rollback", 1, 2), row("promote", 2, 1)], "clips")).toBe(1);
    expect(servingIn([row("rollback", null, 1), row("promote", 1, null)], "clips")).toBe(0);
    expect(servingIn([row("promote", 9, null, null)], "clips")).toBe(0);
    expect(servingIn(undefined, "clips")).toBeUndefined();
  });

  it("says what rolling back returns to: what the serving one replaced", () => {
    // 1, then 2, then 3, and back to 2: the next step back is 1, not 3.
    const rows = [row("rollback", 2, 3), row("promote", 3, 2), row("promote", 2, 1)];
    expect(beforeServing(rows, 2)).toEqual(named(1));
    expect(beforeServing([row("promote", 1, null)], 1)).toBeNull();
    expect(beforeServing(rows, 7)).toBeUndefined();
  });
});
