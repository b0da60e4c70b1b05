/** The schema's records by the names the pages use, where a list is always full: a tuple. */
import type { components } from "./schema";

type Schemas = components["schemas"];

/** x, y, w, h as fractions of the displayed frame, origin top left. */
type BoxFractions = [number, number, number, number];

export type Session = Schemas["Session"];
export type Project = Schemas["Project"];
export type Member = Schemas["Member"];
export type Video = Schemas["Video"];
export type VideoCounts = Schemas["VideoCounts"];
export type VideoSet = Schemas["VideoSet"];
export type AnnotationEntry = Schemas["AnnotationEntry"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type FrameTable = Omit<Schemas["FrameTable"], "time_base"> & {
  time_base: [number, number];
};
/** A comment as it came, or as it is being written: then it has no id yet. */
export type ReviewComment = Partial<Schemas["Comment"]> & {
  text: string;
  frame: number | null;
  box: BoxFractions | null;
};
/** What an annotator asked, and the answer: empty until there is one. */
export type Question = Omit<Schemas["Question"], "box"> & { box: BoxFractions | null };
/** The document on its way to the server. */
export type SentDocument = Schemas["Document"];
export type Annotation = Schemas["Annotation"];
export type Task = Omit<Schemas["Task"], "comments"> & { comments: ReviewComment[] };
/** Why a task was put aside: what a person may say, and what the server says of a lapsed lease. */
export type ChosenReason = Schemas["SkipRequest"]["reason"];
export type SkipReason = Exclude<Task["skip_reason"], "">;
export type Export = Schemas["Export"];
/** Videos by split; "" is none. */
export type Snapshot = Omit<Schemas["Snapshot"], "filters"> & { filters: SnapshotFilters };
/** What is absent or empty takes all. */
export type SnapshotFilters = Partial<Schemas["FiltersInputRequest"]>;
export type Preview = Omit<Schemas["Preview"], "choices"> & {
  choices: Record<"labels" | "generators" | "splits", Record<string, number>>;
};
export type Difference = Schemas["Difference"];
export type Comparison = Omit<Schemas["Comparison"], "counts"> & {
  counts: Record<"added" | "removed" | "changed" | "same", number>;
};
export type Token = Schemas["Token"];
export type NewToken = Schemas["NewToken"];
export type Role = Project["role"];

/** A value per metric, in hundredths; null where the set does not define it. */
export type Metrics = Readonly<Record<string, unknown>>;
export type CurvePoint = Schemas["Run"]["curve"][number];
export type Run = Schemas["Run"];
export type Promotion = Schemas["Promotion"];
export type Policy = Required<Schemas["Policy"]>;
export type Gain = Schemas["Gain"];
export type EvaluationSet = Schemas["Set"];
export type Published = Schemas["Published"];

/** One group of videos whose odds lie from `low` to `high`. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** The mean of their odds; null for an empty group. */
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

export type Evaluation = Omit<Schemas["Evaluation"], "metrics" | "details"> & {
  metrics: Metrics & { readonly baselines?: Readonly<Record<string, Metrics>> };
  /** Empty in lists. */
  details: {
    readonly per_category?: readonly (Metrics & { readonly category: string })[];
    readonly per_generator?: readonly (Metrics & { readonly generator: string })[];
    readonly reliability?: readonly ReliabilityBin[];
    readonly worst?: readonly WorstClip[];
  };
};
export type Checkpoint = Omit<Schemas["Checkpoint"], "evaluation"> & {
  /** On the newest set. */
  evaluation: Evaluation | null;
};

/** Background work: the last batch of imports as one, everything else job by job. */
export type Activity = Schemas["Activity"];
export type Job = Schemas["Job"];
export type ProjectStatistics = Schemas["ProjectStatistics"];
export type OwnStatistics = Schemas["OwnStatistics"];
/** Of the tasks last submitted in a time. */
export type WorkFigures = Schemas["Figures"];

export type Suggestions = Schemas["Suggestions"];
export type Prediction = Schemas["Prediction"];
/** How sure a model is of a trace, calibrated. */
export type Bin = Prediction["bins"][number];
export type SuggestionStatistics = Schemas["Statistics"];
