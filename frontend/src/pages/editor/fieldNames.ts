/** The fields of a trace and their values in words, where two versions of it are compared. */
import type { Document, Trace, Verdict } from "@/domain/document";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";
import type { Field } from "@/store/merge";

export const FIELD_NAMES: Readonly<Record<Field, () => string>> = {
  category: m.editor_category,
  also: m.editor_also,
  tags: m.editor_field_tags,
  span: m.editor_span,
  track: m.editor_field_track,
  explanation: m.editor_explanation,
  origin: m.editor_field_origin,
};

const VERDICTS: Readonly<Record<Verdict, () => string>> = {
  fake: m.editor_verdict_fake,
  real: m.editor_verdict_real,
  unsure: m.editor_verdict_unsure,
};

const NOTHING = "–";

export const verdictText = ({ verdict }: Document): string =>
  verdict === null ? NOTHING : VERDICTS[verdict]();

export const noteText = ({ note }: Document): string => quoted(note);

/** Empty where a value says nothing to a person. */
export const fieldText = (field: Field, trace: Trace): string => {
  switch (field) {
    case "category":
      return categoryOf(trace.category).name();
    case "also":
      return trace.also.map((slug) => categoryOf(slug).name()).join(", ") || NOTHING;
    case "tags":
      return trace.tags.join(", ") || NOTHING;
    case "span":
      return `${trace.span[0]}–${trace.span[1] - 1}`;
    case "track":
      return m.editor_keyframes({ count: trace.track.length });
    case "explanation":
      return quoted(trace.explanation.text);
    case "origin":
      return "";
  }
};

const LONGEST = 80;

const quoted = (text: string): string => {
  if (text.trim() === "") return NOTHING;
  const characters = Array.from(text);
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST).join("")}…`;
};
