/** What is laid over a clip: each person's document and each model's, one layer each. */
import type { AnnotationEntry, Prediction } from "@/api/types";
import { type Document, parse } from "@/domain/document";

export interface Layer {
  /** "annotation 7" or "prediction 3". */
  readonly key: string;
  readonly kind: "annotation" | "prediction";
  readonly id: number;
  readonly document: Document;
  /** The model's calibrated odds; null for a person. */
  readonly pFake: number | null;
  readonly annotation: AnnotationEntry | null;
  readonly prediction: Prediction | null;
  readonly isAccepted: boolean;
}

const documentOf = (value: unknown): Document | null => {
  const parsed = parse(value);
  return parsed.kind === "document" ? parsed.document : null;
};

/** The accepted one first, then people's by how recent they are, then models'. */
export const layersOf = (
  annotations: readonly AnnotationEntry[],
  predictions: readonly Prediction[],
  accepted: number | null | undefined,
): readonly Layer[] => {
  const people = annotations.flatMap((annotation): readonly Layer[] => {
    const document = documentOf(annotation.document);
    if (!document) return [];
    const { id } = annotation;
    const isAccepted = id === accepted;
    const key = `annotation ${id}`;
    return [
      {
        key,
        kind: "annotation",
        id,
        document,
        pFake: null,
        annotation,
        prediction: null,
        isAccepted,
      },
    ];
  });
  const models = predictions.flatMap((prediction): readonly Layer[] => {
    const document = documentOf(prediction.document);
    if (!document) return [];
    const { id, p_fake: pFake } = prediction;
    const key = `prediction ${id}`;
    return [
      {
        key,
        kind: "prediction",
        id,
        document,
        pFake,
        annotation: null,
        prediction,
        isAccepted: false,
      },
    ];
  });
  return [
    ...people.filter(({ isAccepted }) => isAccepted),
    ...people.filter(({ isAccepted }) => !isAccepted),
    ...models,
  ];
};

/** Those to begin with: the one a link points into and the accepted one, else the first. */
export const shownFirst = (
  layers: readonly Layer[],
  trace: string | undefined,
): ReadonlySet<string> => {
  const pointed = layers.find(({ document }) => document.traces.some(({ id }) => id === trace));
  const accepted = layers.find(({ isAccepted }) => isAccepted);
  const found = [pointed, accepted].filter((layer) => layer !== undefined);
  return new Set((found.length > 0 ? found : layers.slice(0, 1)).map(({ key }) => key));
};
