/** The trace: one flaw with its what, when, where and why, and how it is read from JSON. */
import type { Box } from "./geometry";
import {
  given,
  isRecord,
  type Reader,
  readChoice,
  readInteger,
  readItems,
  readMatching,
  readNumber,
  readNumbers,
  readRecord,
  readText,
  refuse,
} from "./reading";
import { CATEGORY_SLUGS, type Category } from "./taxonomy";
import type { Span } from "./timeline";
import type { Keyframe, Track } from "./track";

export const KEYFRAME_LIMIT = 2_000;
export const TEXT_LIMIT = 10_000;
export const TAG_LIMIT = 50;
export const TAG_LENGTH = 500;
/** Longer than any clip: 4.6 hours at 60 frames a second. */
export const FRAME_LIMIT = 1_000_000;
/** A coordinate further away than this many frames is no sloppy drag: somebody sent pixels. */
export const REACH = 10;

/** Why it looks fake, in the person's words; `lang` is a short BCP 47 tag, or "und". */
export interface Explanation {
  readonly text: string;
  readonly lang: string;
}

/** Where a trace came from. */
export type Origin =
  | { readonly kind: "human" | "import" | "planted" }
  | {
      readonly kind: "suggestion";
      readonly prediction: string;
      /** The trace in that prediction. */
      readonly trace: string;
      /** Whether a person has changed it since. */
      readonly edited: boolean;
    };

/** One flaw. `also` may repeat `category`: readers take the set of both. */
export interface Trace {
  readonly id: string;
  readonly category: Category | null;
  readonly also: readonly Category[];
  /** Raw labels of imported data, verbatim. */
  readonly tags: readonly string[];
  readonly span: Span;
  readonly track: Track;
  readonly explanation: Explanation;
  readonly origin: Origin;
}

const ORIGIN_KINDS = ["human", "suggestion", "import", "planted"] as const;
const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;
const LANGUAGE = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

const readAlso = (reader: Reader, value: unknown, path: string): readonly Category[] => {
  const found: Category[] = [];
  readItems(reader, value, path, CATEGORY_SLUGS.length).forEach((raw, index) => {
    const category = readChoice(reader, raw, `${path}/${index}`, CATEGORY_SLUGS);
    if (category === null) return;
    if (found.includes(category)) refuse(reader, "duplicate", `${path}/${index}`);
    else found.push(category);
  });
  return found;
};

const readTags = (reader: Reader, value: unknown, path: string): readonly string[] =>
  readItems(reader, value, path, TAG_LIMIT)
    .map((raw, index) => readText(reader, raw, `${path}/${index}`, TAG_LENGTH))
    .filter((tag) => tag !== null);

const readSpan = (
  reader: Reader,
  value: unknown,
  path: string,
  frameCount: number,
): Span | null => {
  const ends = readNumbers(reader, value, path, 2);
  if (!ends) return null;
  const range = { low: 0, high: frameCount };
  const start = readInteger(reader, ends[0], `${path}/0`, range);
  const end = readInteger(reader, ends[1], `${path}/1`, range);
  if (start === null || end === null) return null;
  return start < end ? [start, end] : refuse(reader, "empty_span", path);
};

const readBox = (reader: Reader, value: unknown, path: string): Box | null => {
  const sides = readNumbers(reader, value, path, 4);
  if (!sides) return null;
  const place = { low: -REACH, high: REACH };
  const size = { low: 0, high: REACH };
  const x = readNumber(reader, sides[0], `${path}/0`, place);
  const y = readNumber(reader, sides[1], `${path}/1`, place);
  const w = readNumber(reader, sides[2], `${path}/2`, size);
  const h = readNumber(reader, sides[3], `${path}/3`, size);
  if (x === null || y === null || w === null || h === null) return null;
  return w > 0 && h > 0 ? [x, y, w, h] : refuse(reader, "empty_box", path);
};

const readKeyframe = (
  reader: Reader,
  value: unknown,
  path: string,
  frameCount: number,
): Keyframe | null => {
  const data = readRecord(reader, value, path, ["frame", "box"]);
  if (!data) return null;
  const before = reader.problems.length;
  const range = { low: 0, high: frameCount - 1 };
  const frame = readInteger(reader, data.frame, `${path}/frame`, range);
  const box = data.box === null ? null : readBox(reader, data.box, `${path}/box`);
  return frame === null || reader.problems.length > before ? null : { frame, box };
};

const readTrack = (reader: Reader, value: unknown, path: string, frameCount: number): Track => {
  const keyframes: Keyframe[] = [];
  readItems(reader, value, path, KEYFRAME_LIMIT).forEach((raw, index) => {
    const here = `${path}/${index}`;
    const keyframe = readKeyframe(reader, raw, here, frameCount);
    const last = keyframes.at(-1);
    if (!keyframe) return;
    if (last && keyframe.frame <= last.frame) refuse(reader, "not_increasing", `${here}/frame`);
    else if (index === 0 && !keyframe.box) refuse(reader, "first_box_missing", `${here}/box`);
    else keyframes.push(keyframe);
  });
  return keyframes;
};

const readExplanation = (reader: Reader, value: unknown, path: string): Explanation => {
  const data = readRecord(reader, value, path, ["text"], ["lang"]);
  if (!data) return { text: "", lang: "und" };
  const text = readText(reader, data.text, `${path}/text`, TEXT_LIMIT);
  const lang = readMatching(reader, given(data, "lang", "und"), `${path}/lang`, LANGUAGE);
  return { text: text ?? "", lang: lang ?? "und" };
};

const readOrigin = (reader: Reader, value: unknown, path: string): Origin => {
  const suggested = isRecord(value) && value.kind === "suggestion";
  const keys = suggested ? ["kind", "prediction", "trace", "edited"] : ["kind"];
  const data = readRecord(reader, value, path, keys);
  if (!data) return { kind: "human" };
  const kind = readChoice(reader, data.kind, `${path}/kind`, ORIGIN_KINDS);
  if (kind !== "suggestion") return { kind: kind ?? "human" };
  const prediction = readMatching(reader, data.prediction, `${path}/prediction`, ID);
  const trace = readMatching(reader, data.trace, `${path}/trace`, ID);
  if (typeof data.edited !== "boolean") refuse(reader, "type", `${path}/edited`);
  return { kind, prediction: prediction ?? "", trace: trace ?? "", edited: data.edited === true };
};

const TRACE_NEEDS = ["id", "span", "track"];
const TRACE_TAKES = ["category", "also", "tags", "explanation", "origin"];

/** Reads one trace of a video of at most `frameCount` frames; null if its id or span is wrong. */
export const readTrace = (
  reader: Reader,
  value: unknown,
  path: string,
  frameCount: number,
): Trace | null => {
  const data = readRecord(reader, value, path, TRACE_NEEDS, TRACE_TAKES);
  if (!data) return null;
  const id = readMatching(reader, data.id, `${path}/id`, ID);
  const raw = given(data, "category", null);
  const category =
    raw === null ? null : readChoice(reader, raw, `${path}/category`, CATEGORY_SLUGS);
  const also = readAlso(reader, given(data, "also", []), `${path}/also`);
  const tags = readTags(reader, given(data, "tags", []), `${path}/tags`);
  const span = readSpan(reader, data.span, `${path}/span`, frameCount);
  const track = readTrack(reader, data.track, `${path}/track`, frameCount);
  const why = given(data, "explanation", { text: "" });
  const explanation = readExplanation(reader, why, `${path}/explanation`);
  const origin = readOrigin(reader, given(data, "origin", { kind: "human" }), `${path}/origin`);
  if (id === null || span === null) return null;
  return { id, category, also, tags, span, track, explanation, origin };
};
