/**
 * The document: verdict and traces that one person or model gives for one video, JSON schema 1. The
 * types are the JSON: what the API carries is what the editor edits. Whatever comes from outside
 * (the server, the journal, a pasted text) passes `parse` first.
 */
import {
  given,
  type Problem,
  type Reader,
  readChoice,
  readItems,
  readRecord,
  readText,
  refuse,
  TooManyProblems,
} from "./reading";
import { FRAME_LIMIT, readTrace, TEXT_LIMIT, type Trace } from "./trace";

export type { Problem } from "./reading";
export type { Explanation, Origin, Trace } from "./trace";

export const SCHEMA = 1;
export const TRACE_LIMIT = 200;
const VERDICTS = ["fake", "real", "unsure"] as const;

export type Verdict = (typeof VERDICTS)[number];

export interface Document {
  readonly schema: typeof SCHEMA;
  /** null in a draft. */
  readonly verdict: Verdict | null;
  readonly note: string;
  /** Their ids are unique. */
  readonly traces: readonly Trace[];
}

export type Parsed =
  | { readonly kind: "document"; readonly document: Document }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/** The document of somebody who has not begun. */
export const emptyDocument = (): Document => ({
  schema: SCHEMA,
  verdict: null,
  note: "",
  traces: [],
});

const readTraces = (reader: Reader, value: unknown, frameCount: number): readonly Trace[] => {
  const ids = new Set<string>();
  const traces: Trace[] = [];
  readItems(reader, value, "traces", TRACE_LIMIT).forEach((raw, index) => {
    const trace = readTrace(reader, raw, `traces/${index}`, frameCount);
    if (!trace) return;
    if (ids.has(trace.id)) refuse(reader, "duplicate", `traces/${index}/id`);
    ids.add(trace.id);
    traces.push(trace);
  });
  return traces;
};

const readDocument = (reader: Reader, value: unknown, frameCount: number): Document | null => {
  const data = readRecord(reader, value, "", ["schema", "traces"], ["verdict", "note"]);
  if (!data) return null;
  if (data.schema !== SCHEMA) return refuse(reader, "unknown_schema", "schema");
  const raw = given(data, "verdict", null);
  const verdict = raw === null ? null : readChoice(reader, raw, "verdict", VERDICTS);
  const note = readText(reader, given(data, "note", ""), "note", TEXT_LIMIT) ?? "";
  return { schema: SCHEMA, verdict, note, traces: readTraces(reader, data.traces, frameCount) };
};

/**
 * Reads a JSON value, or names every problem and its place, as far as a hundred. Keys that a trace
 * or document can do without may be missing and get their empty value; unknown keys are refused.
 * With `frameCount`, every span and keyframe must lie in a video of that many frames.
 */
export const parse = (value: unknown, frameCount: number = FRAME_LIMIT): Parsed => {
  const reader: Reader = { problems: [] };
  try {
    const document = readDocument(reader, value, frameCount);
    if (document && reader.problems.length === 0) return { kind: "document", document };
  } catch (error) {
    if (!(error instanceof TooManyProblems)) throw error;
  }
  return { kind: "refused", problems: reader.problems };
};
