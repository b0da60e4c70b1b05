/**
 * A document of another version made readable: what this version has no word for is set aside as a
 * raw label, so that nothing a person placed or wrote is refused because a name has changed.
 */
import { type Document, parse } from "./document";
import { isRecord, type JsonRecord } from "./reading";
import { CATEGORY_SLUGS } from "./taxonomy";
import { TAG_LENGTH, TAG_LIMIT } from "./trace";

export interface Salvaged {
  readonly document: Document;
  /** Traces that lost a category and need another one, by id. */
  readonly renamed: readonly string[];
}

const KNOWN: ReadonlySet<unknown> = new Set(CATEGORY_SLUGS);

/** The document, or null when more than names differ. */
export const salvage = (value: unknown): Salvaged | null => {
  const whole = parse(value);
  if (whole.kind === "document") return { document: whole.document, renamed: [] };
  if (!isRecord(value) || !Array.isArray(value.traces)) return null;
  const traces: readonly unknown[] = value.traces;
  const renamed: string[] = [];
  const known = traces.map((trace) => {
    if (!isRecord(trace)) return trace;
    const category = isWord(trace.category) && !KNOWN.has(trace.category) ? trace.category : null;
    if (category !== null) renamed.push(String(trace.id));
    return withoutUnknown(trace, category);
  });
  const parsed = parse({ ...value, traces: known });
  return parsed.kind === "document" ? { document: parsed.document, renamed } : null;
};

const isWord = (value: unknown): value is string => typeof value === "string";

const withoutUnknown = (trace: JsonRecord, category: string | null): JsonRecord => {
  const also: readonly unknown[] = Array.isArray(trace.also) ? trace.also : [];
  const tags: readonly unknown[] = Array.isArray(trace.tags) ? trace.tags : [];
  const unknown = also.filter((each) => !KNOWN.has(each)).filter(isWord);
  const words = (category === null ? unknown : [category, ...unknown]).map((word) =>
    word.slice(0, TAG_LENGTH),
  );
  if (words.length === 0) return trace;
  return {
    ...trace,
    category: category === null ? trace.category : null,
    also: also.filter((each) => KNOWN.has(each)),
    tags: [...new Set([...words, ...tags])].slice(0, TAG_LIMIT),
  };
};
