import { produce } from "immer";
import { describe, expect, it } from "vitest";
import type { Document, Trace } from "@/domain/document";
import { bringBack, changesOf, discard, holds, unsentOf } from "./restore";
import { newTrace } from "./trace";

const hand: Trace = {
  ...newTrace({ category: "object_merging", span: [0, 9], track: [], lang: "en" }),
  id: "hand",
};
const cup: Trace = { ...hand, id: "cup" };
const lamp: Trace = { ...hand, id: "lamp" };
const before: Document = { schema: 1, verdict: null, note: "", traces: [hand, cup] };
const after: Document = {
  schema: 1,
  verdict: "fake",
  note: "look",
  traces: [{ ...hand, span: [2, 9], category: null }, lamp],
};

describe("what came back", () => {
  it("is told trace by trace and field by field", () => {
    const told = changesOf({ before, after }).map((change) =>
      change.kind === "changed"
        ? [change.kind, change.id, ...change.fields]
        : [change.kind, change.id],
    );
    expect(told).toEqual([
      ["changed", "hand", "category", "span"],
      ["added", "lamp"],
      ["removed", "cup"],
      ["verdict", "verdict"],
      ["note", "note"],
    ]);
    expect(changesOf({ before, after: before })).toEqual([]);
  });

  it("can be thrown away one by one until nothing is left, and brought back", () => {
    const changes = changesOf({ before, after });
    let document = after;
    for (const change of changes) {
      expect(holds(change, document)).toBe(true);
      document = produce(document, discard(change));
      expect(holds(change, document)).toBe(false);
    }
    expect(document).toEqual(before);
    for (const change of changes) document = produce(document, bringBack(change));
    expect(document).toEqual(after);
  });

  it("keeps what was edited beside it since", () => {
    const [change] = changesOf({ before, after });
    if (!change) throw new Error("nothing changed");
    const edited = produce(after, (draft) => {
      Object.assign(draft.traces[0] ?? {}, { tags: ["later"] });
    });
    expect(produce(edited, discard(change)).traces[0]).toEqual({ ...hand, tags: ["later"] });
  });

  it("leaves out what an unseen answer proves to be on the server", () => {
    const later = { ...after, note: "look again" };
    const entry = { base: before, document: later, sent: [after] };
    const kinds = unsentOf(entry, { revision: 2, document: after }).map(({ kind }) => kind);
    expect(kinds).toEqual(["note"]);
  });
});
