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
