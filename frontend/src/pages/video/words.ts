/** Layers, changes and revisions in words. */
import type { Verdict } from "@/domain/document";
import { m } from "@/i18n";
import { formatShare } from "@/i18n/format";
import { categoryOf } from "@/store/categories";
import type { Part } from "./diff";
import type { Layer } from "./layers";

export const titleOf = ({ annotation, prediction, pFake }: Layer): string => {
  if (prediction)
    return m.layer_model({
      name: prediction.checkpoint.name.slice(0, 8),
      share: formatShare(pFake ?? 0),
    });
  return annotation?.annotator ?? m.layer_imported();
};

const VERDICTS: Readonly<Record<Verdict, () => string>> = {
  fake: m.verdict_fake,
  real: m.verdict_real,
  unsure: m.verdict_unsure,
};

export const verdictName = (verdict: Verdict | null): string =>
  verdict ? VERDICTS[verdict]() : m.verdict_none();

const frames = (list: readonly number[]): string => list.join(", ");

/** The lines that say how one part changed; texts are shown word by word instead. */
export const partWords = (part: Part): readonly string[] => {
  switch (part.kind) {
    case "category":
      return [
        m.diff_category({ from: categoryOf(part.from).name(), to: categoryOf(part.to).name() }),
      ];
    case "also":
      return [
        m.diff_also({
          from: part.from.map((slug) => categoryOf(slug).code).join(", ") || "–",
          to: part.to.map((slug) => categoryOf(slug).code).join(", ") || "–",
        }),
      ];
    case "span":
      return [
        m.diff_span({
          from: `${part.from[0]}–${part.from[1] - 1}`,
          to: `${part.to[0]}–${part.to[1] - 1}`,
        }),
      ];
    case "track": {
      const { added, moved, removed } = part.track;
      return [
        ...(added.length > 0 ? [m.diff_keyframes_added({ frames: frames(added) })] : []),
        ...(moved.length > 0 ? [m.diff_keyframes_moved({ frames: frames(moved) })] : []),
        ...(removed.length > 0 ? [m.diff_keyframes_removed({ frames: frames(removed) })] : []),
      ];
    }
    case "tags":
      return [m.diff_tags()];
    case "text":
      return [];
  }
};
