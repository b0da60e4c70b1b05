/** What holds for every sequence of edits, whatever they are. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Document } from "@/domain/document";
import { parse } from "@/domain/document";
import { anyDocument, anyIntent, FRAMES, type Intent } from "./edits.arbitrary";
import { begin, commit, type History, redo, undo } from "./history";
import { merge, type Sides, same } from "./merge";
import { changesOf } from "./restore";

const steps = fc.array(fc.tuple(anyIntent, fc.option(fc.constantFrom("a", "b"))), {
  minLength: 1,
  maxLength: 30,
});
const few = fc.array(anyIntent, { maxLength: 6 });

const edited = (document: Document, intents: readonly Intent[]): Document =>
  intents.reduce((history, intent) => commit(history, intent(history.document)), begin(document))
    .document;

const times = (history: History, by: (history: History) => History, count: number): History =>
  Array.from({ length: count }).reduce<History>((now) => by(now), history);

describe("any sequence of edits", () => {
  it("undone is the start, and redone the end", () => {
    fc.assert(
      fc.property(anyDocument, steps, (document, sequence) => {
        let history = begin(document);
        for (const [intent, key] of sequence)
          history = commit(history, intent(history.document), key);
        const end = history.document;
        const { length } = history.past;
        history = times(history, undo, length);
        expect(same(history.document, document)).toBe(true);
        expect(history.past).toHaveLength(0);
        expect(same(times(history, redo, length).document, end)).toBe(true);
      }),
    );
  });

  it("passes through the same documents on the way back", () => {
    fc.assert(
      fc.property(anyDocument, steps, (document, sequence) => {
        let history = begin(document);
        const seen = [document];
        for (const [intent] of sequence) {
          const next = commit(history, intent(history.document));
          if (next !== history) seen.push(next.document);
          history = next;
        }
        for (const each of seen.toReversed()) {
          expect(same(history.document, each)).toBe(true);
          history = undo(history);
        }
      }),
    );
  });

  it("leaves a document that can be read back", () => {
    fc.assert(
      fc.property(anyDocument, few, (document, intents) => {
        const end = edited(document, intents);
        expect(parse(structuredClone(end), FRAMES)).toEqual({ kind: "document", document: end });
      }),
    );
  });
});

/** New ids are random: two people never give a new trace the same one. */
const areApart = ({ base, mine, theirs }: Sides): boolean => {
  const isOld = (id: string): boolean => base.traces.some((trace) => trace.id === id);
  return mine.traces.every(
    ({ id }) => isOld(id) || !theirs.traces.some((trace) => trace.id === id),
  );
};

describe("any two people's edits", () => {
  const sides = fc
    .tuple(anyDocument, few, few)
    .map(([base, left, right]) => ({
      base,
      mine: edited(base, left),
      theirs: edited(base, right),
    }))
    .filter(areApart);

  it("merge to the same document from either side, once clashes are settled alike", () => {
    fc.assert(
      fc.property(sides, ({ base, mine, theirs }) => {
        const here = merge({ base, mine, theirs }, "mine");
        const there = merge({ base, mine: theirs, theirs: mine }, "theirs");
        expect(same(here.document, there.document)).toBe(true);
        expect(here.clashes).toHaveLength(there.clashes.length);
      }),
    );
  });

  it("merge to the same document from either side where they do not clash", () => {
    let count = 0;
    fc.assert(
      fc.property(sides, ({ base, mine, theirs }) => {
        const here = merge({ base, mine, theirs });
        if (here.clashes.length > 0) return;
        count += 1;
        const there = merge({ base, mine: theirs, theirs: mine });
        expect(there.clashes).toEqual([]);
        expect(same(here.document, there.document)).toBe(true);
        // Taking in what is already merged changes nothing.
        const again = merge({ base: theirs, mine: here.document, theirs });
        expect(changesOf({ before: again.document, after: here.document })).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(count).toBeGreaterThan(20);
  });
});
