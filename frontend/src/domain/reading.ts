/**
 * Reading untrusted JSON part by part: each wrong part is noted with its place and becomes null, so
 * that one pass finds every problem. The twin of `reading.py`: same codes, places and limits.
 */

/** One thing wrong: a stable code and its place, such as `traces/0/span`. */
export interface Problem {
  readonly code: string;
  readonly path: string;
}

export interface Reader {
  readonly problems: Problem[];
}

export type JsonRecord = Readonly<Record<string, unknown>>;

/** Thrown by `refuse`, and caught by `parse`, when there are more problems than anyone reads. */
export class TooManyProblems extends Error {}

export const PROBLEM_LIMIT = 100;
const SHOWN_KEY = 64;

/** Notes a problem; past the limit, gives up on the whole value. */
export const refuse = (reader: Reader, code: string, path: string): null => {
  if (reader.problems.length === PROBLEM_LIMIT) throw new TooManyProblems();
  reader.problems.push({ code, path });
  return null;
};

export const under = (path: string, key: string): string => (path ? `${path}/${key}` : key);

const isPrintable = (character: string): boolean => {
  const point = character.codePointAt(0) ?? 0;
  return point > 0x1f && point !== 0x7f && (point < 0xd800 || point > 0xdfff);
};

/** Makes any key fit a path: short, printable, escaped as JSON pointers are. */
const shown = (key: string): string =>
  Array.from(key.slice(0, 2 * SHOWN_KEY))
    .slice(0, SHOWN_KEY)
    .map((character) => (isPrintable(character) ? character : "?"))
    .join("")
    .replaceAll("~", "~0")
    .replaceAll("/", "~1");

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object if it has every required key; keys that are unknown are noted. */
export const readRecord = (
  reader: Reader,
  value: unknown,
  path: string,
  required: readonly string[],
  optional: readonly string[] = [],
): JsonRecord | null => {
  if (!isRecord(value)) return refuse(reader, "type", path);
  const missing = required.filter((key) => !Object.hasOwn(value, key)).sort();
  for (const key of missing) refuse(reader, "missing_key", under(path, key));
  const known = (key: string): boolean => required.includes(key) || optional.includes(key);
  const unknown = Object.keys(value).filter((key) => !known(key));
  for (const key of unknown.map(shown).sort()) refuse(reader, "unknown_key", under(path, key));
  return missing.length > 0 ? null : value;
};

/** The value at a key that may be left out. */
export const given = (data: JsonRecord, key: string, otherwise: unknown): unknown =>
  Object.hasOwn(data, key) ? data[key] : otherwise;

/** The entries of an array of at most `limit`; none if it is anything else. */
export const readItems = (
  reader: Reader,
  value: unknown,
  path: string,
  limit: number,
): readonly unknown[] => {
  if (!Array.isArray(value)) return refuse(reader, "type", path) ?? [];
  return value.length > limit ? (refuse(reader, "too_many", path) ?? []) : value;
};

/** The array if it is one of exactly `count` entries. */
export const readNumbers = (
  reader: Reader,
  value: unknown,
  path: string,
  count: number,
): readonly unknown[] | null =>
  Array.isArray(value) && value.length === count ? value : refuse(reader, "type", path);

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The number if it is finite and within the range, ends included. */
export const readNumber = (
  reader: Reader,
  value: unknown,
  path: string,
  { low, high }: Range,
): number | null => {
  if (typeof value !== "number") return refuse(reader, "type", path);
  return low <= value && value <= high ? value : refuse(reader, "out_of_range", path);
};

/** The number if it is whole and within the range, ends included. */
export const readInteger = (
  reader: Reader,
  value: unknown,
  path: string,
  range: Range,
): number | null =>
  Number.isInteger(value) ? readNumber(reader, value, path, range) : refuse(reader, "type", path);

/** Whether PostgreSQL can keep the text: no NUL, no half of a surrogate pair. */
const isStorable = (text: string): boolean => !text.includes("\0") && !/\p{Surrogate}/u.test(text);

/** Characters as Python counts them: an emoji is one. */
const isLonger = (text: string, limit: number): boolean =>
  text.length > limit && (text.length > 2 * limit || Array.from(text).length > limit);

/** The text if it has at most `limit` characters, all of them storable. */
export const readText = (
  reader: Reader,
  value: unknown,
  path: string,
  limit: number,
): string | null => {
  if (typeof value !== "string") return refuse(reader, "type", path);
  if (isLonger(value, limit)) return refuse(reader, "too_long", path);
  return isStorable(value) ? value : refuse(reader, "unstorable", path);
};

/** The text if all of it matches; the pattern carries its own `^` and `$`. */
export const readMatching = (
  reader: Reader,
  value: unknown,
  path: string,
  pattern: RegExp,
): string | null => {
  if (typeof value !== "string") return refuse(reader, "type", path);
  return pattern.test(value) ? value : refuse(reader, "unknown_value", path);
};

/** The value if it is one of `choices`. */
export const readChoice = <T extends string>(
  reader: Reader,
  value: unknown,
  path: string,
  choices: readonly T[],
): T | null => choices.find((choice) => choice === value) ?? refuse(reader, "unknown_value", path);
