/** The schema's records by the names the pages use. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Session = Schemas["Session"];
export type Project = Schemas["Project"];
export type Member = Schemas["Member"];
export type Video = Schemas["Video"];
export type FrameTable = Schemas["FrameTable"];
export type Task = Schemas["Task"];
export type ReviewComment = Schemas["Comment"];
export type Annotation = Schemas["Annotation"];
export type Export = Schemas["Export"];
export type Token = Schemas["Token"];
export type Role = Project["role"];
