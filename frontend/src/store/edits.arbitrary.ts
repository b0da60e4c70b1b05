/** Any edit a person can make, sensible or not, for property tests. */
import fc from "fast-check";
import type { Document, Trace } from "@/domain/document";
import type { Box } from "@/domain/geometry";
import type { Category } from "@/domain/taxonomy";
import * as edits from "./edits";
import { newTrace } from "./trace";

export const FRAMES = 120;

/** Turns into an edit of whatever document it meets. */
export type Intent = (document: Document) => edits.Edit;

const frame = fc.integer({ min: 0, max: FRAMES - 1 });
const share = fc.integer({ min: 1, max: 50 }).map((percent) => percent / 100);
const box: fc.Arbitrary<Box> = fc.tuple(share, share, share, share);
const category = fc.constantFrom<Category>("object_merging", "sudden_blurring", "unexpected_move");
const text = fc.string({ maxLength: 6 });

const fresh = (id: string, at: number, what: Category | null, place: Box): Trace => ({
  ...newTrace({
    category: what,
    span: [at, FRAMES],
    track: [{ frame: at, box: place }],
    lang: "en",
  }),
  id,
});

/** An edit of the trace at that place in the list, or of none when the list is empty. */
const onAny = (edit: (id: string, document: Document) => edits.Edit): fc.Arbitrary<Intent> =>
  fc
    .nat({ max: 20 })
    .map(
      (index) => (document) =>
        edit(
          document.traces[index % Math.max(1, document.traces.length)]?.id ?? "nobody",
          document,
        ),
    );

export const anyIntent: fc.Arbitrary<Intent> = fc.oneof(
  fc.tuple(fc.uuid(), frame, category, box).map(
    ([id, at, what, place]): Intent =>
      () =>
        edits.addTrace(fresh(id, at, what, place)),
  ),
  onAny((id) => edits.removeTrace(id)),
  fc
    .tuple(frame, fc.integer({ min: 1, max: 40 }))
    .chain(([start, length]) =>
      onAny((id) => edits.setSpan(id, [start, Math.min(start + length, FRAMES)])),
    ),
  fc.integer({ min: -40, max: 40 }).chain((by) => onAny((id) => edits.shift(id, by, FRAMES))),
  fc
    .tuple(frame, fc.option(box))
    .chain(([at, place]) => onAny((id) => edits.setKeyframe(id, at, place))),
  frame.chain((at) => onAny((id) => edits.removeKeyframe(id, at))),
  frame.chain((to) =>
    onAny((id, document) => {
      const from = document.traces.find((trace) => trace.id === id)?.track[0]?.frame ?? 0;
      return edits.moveKeyframe(id, from, to);
    }),
  ),
  frame.chain((at) => onAny((id) => edits.copyPrevious(id, at))),
  frame.chain((at) => onAny((id) => edits.holdToEnd(id, at))),
  frame.chain((at) => onAny((id) => edits.toggleAbsent(id, at))),
  frame.chain((at) => onAny((id) => edits.toggleStatic(id, at))),
  category.chain((what) => onAny((id) => edits.setCategory(id, what))),
  category.chain((what) => onAny((id) => edits.toggleAlso(id, what))),
  text.chain((why) => onAny((id) => edits.setExplanation(id, { text: why }))),
  text.map(
    (note): Intent =>
      () =>
        edits.setNote(note),
  ),
  fc.constantFrom("fake" as const, "real" as const, "unsure" as const, null).map(
    (verdict): Intent =>
      () =>
        edits.setVerdict(verdict),
  ),
);

/** A document of up to four traces. */
export const anyDocument: fc.Arbitrary<Document> = fc
  .uniqueArray(fc.tuple(fc.uuid(), frame, category, box), {
    maxLength: 4,
    selector: ([id]) => id,
  })
  .map((traces) => ({
    schema: 1,
    verdict: null,
    note: "",
    traces: traces.map(([id, at, what, place]) => fresh(id, at, what, place)),
  }));
