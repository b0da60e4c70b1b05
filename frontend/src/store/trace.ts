/** A new trace, as a person draws it. */
import type { Trace } from "@/domain/document";

export const newTrace = (
  fields: Pick<Trace, "category" | "span" | "track"> & { readonly lang: string },
): Trace => ({
  id: crypto.randomUUID(),
  category: fields.category,
  also: [],
  tags: [],
  span: fields.span,
  track: fields.track,
  explanation: { text: "", lang: fields.lang },
  origin: { kind: "human" },
});
