/** The schema's records by the names the pages use, where a list is always full: a tuple. */
import type { components } from "./schema";

type Schemas = components["schemas"];

/** x, y, w, h as fractions of the displayed frame, origin top left. */
type BoxFractions = [number, number, number, number];

export type Session = Schemas["Session"];
export type Project = Schemas["Project"];
export type Member = Schemas["Member"];
export type Video = Schemas["Video"];
export type FrameTable = Omit<Schemas["FrameTable"], "time_base"> & {
  time_base: [number, number];
};
/** A comment as it came, or as it is being written: then it has no id yet. */
export type ReviewComment = Partial<Schemas["Comment"]> & {
  text: string;
  frame: number | null;
  box: BoxFractions | null;
};
/** The document on its way to the server. */
export type SentDocument = Schemas["Document"];
export type Annotation = Schemas["Annotation"];
export type Task = Omit<Schemas["Task"], "comments"> & { comments: ReviewComment[] };
export type Export = Schemas["Export"];
export type Token = Schemas["Token"];
export type NewToken = Schemas["NewToken"];
export type Role = Project["role"];

type JobState = Export["state"];

/** A value per metric, in hundredths; null where the set does not define it. */
export type Metrics = Readonly<Record<string, unknown>>;

/** What a run said at one step. `at` is in seconds since it began. */
export type CurvePoint = { readonly step?: number; readonly at?: number } & Readonly<
  Record<string, unknown>
>;

export interface Snapshot {
  readonly id: number;
  readonly name: string;
  readonly videos: number;
  readonly traces: number;
  readonly splits: Readonly<Record<string, number>>;
  readonly created_at: string;
}

export interface Run {
  readonly id: number;
  readonly project: string;
  readonly snapshot: { readonly id: number; readonly name: string };
  readonly backend: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly init: number | null;
  readonly cause: string;
  readonly state: JobState;
  readonly progress: number;
  readonly error: string;
  readonly attempts: number;
  readonly curve: readonly CurvePoint[];
  readonly metrics: Metrics;
  readonly checkpoint: number | null;
  readonly note: string;
  readonly created_by: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

export interface Checkpoint {
  readonly id: number;
  readonly project: string;
  /** Sixteen hexadecimal digits. */
  readonly name: string;
  readonly backend: string;
  readonly run: number | null;
  readonly snapshot: { readonly id: number; readonly name: string } | null;
  readonly metrics: Metrics;
  readonly parent: string;
  /** Bytes. */
  readonly size: number;
  readonly serving: boolean;
  readonly promoted_at: string | null;
  readonly created_by: string | null;
  readonly created_at: string;
  readonly evaluation: Evaluation | null;
}

/** One bar of the reliability diagram: videos whose odds lie in `low` to `high`. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** The mean of their odds. */
  readonly confidence: number | null;
  /** The share of them that is generated. */
  readonly accuracy: number | null;
}

export interface WorstClip {
  /** Null when the video has been deleted. */
  readonly video: number | null;
  readonly sha256: string;
  readonly name: string;
  readonly p_fake: number;
  readonly label: string;
  readonly loss: number;
  readonly truth: unknown;
  readonly prediction: unknown;
}

export interface EvaluationDetails {
  readonly per_category?: readonly (Metrics & { readonly category: string })[];
  readonly per_generator?: readonly (Metrics & { readonly generator: string })[];
  readonly reliability?: readonly ReliabilityBin[];
  readonly worst?: readonly WorstClip[];
}

export interface EvaluationSet {
  readonly id: number;
  readonly sha256: string;
  readonly videos: number;
  readonly created_at: string;
}

export interface Evaluation {
  readonly id: number;
  readonly checkpoint: number;
  readonly set: EvaluationSet;
  readonly state: JobState;
  readonly progress: number;
  readonly error: string;
  readonly metrics: Metrics & { readonly baselines?: Readonly<Record<string, Metrics>> };
  /** Absent in lists. */
  readonly details?: EvaluationDetails | null;
}

export interface Promotion {
  readonly id: number;
  /** Null for the whole site. */
  readonly project: string | null;
  readonly kind: "promote" | "rollback";
  readonly checkpoint: { readonly id: number; readonly name: string } | null;
  readonly before: { readonly id: number; readonly name: string } | null;
  /** The warning that was overridden; empty where there was none. */
  readonly confirmed: string;
  readonly created_by: string | null;
  readonly created_at: string;
}

export interface Policy {
  /** Newly accepted documents after which a run starts; 0: never. */
  readonly every: number;
  readonly cooldown_minutes: number;
  readonly minutes: number;
  readonly suggest: boolean;
  readonly blind_share: number;
  readonly by_uncertainty: boolean;
  readonly accepted_since: number;
  readonly next: string;
  /** What the last run that went on from another checkpoint gained. */
  readonly gain: Gain | null;
}

export interface Gain {
  readonly run: number;
  readonly checkpoint: string;
  readonly parent: string;
  /** More videos than the parent's snapshot had. */
  readonly documents: number;
  /** Differences, in hundredths. */
  readonly metrics: Metrics;
}

export type Bin = "likely" | "possible" | "unlikely";

export interface Prediction {
  readonly id: number;
  readonly checkpoint: { readonly id: number; readonly name: string };
  readonly document: unknown;
  readonly p_fake: number;
  readonly confidences: readonly number[];
  readonly bins: readonly Bin[];
}

export type SuggestionVerb = "accept" | "edit" | "reject";

export interface Suggestions {
  readonly prediction: Prediction | null;
  /** False before the first submission. */
  readonly shown: boolean;
  readonly decided: Readonly<Record<string, SuggestionVerb>>;
}

export interface SuggestionStatistics {
  readonly suggested: number;
  readonly accepted: number;
  readonly edited: number;
  readonly rejected: number;
  readonly acceptance_rate: number | null;
  readonly mean_iou: number | null;
  readonly mean_tiou: number | null;
  readonly by_category: readonly {
    readonly category: string;
    readonly suggested?: number;
    readonly accepted: number;
    readonly edited: number;
    readonly rejected: number;
  }[];
  readonly seconds_per_trace: { readonly with: number | null; readonly without: number | null };
}
