import { expect, it } from "vitest";
import type { AnnotationEntry, Prediction } from "@/api/types";
import { layersOf, shownFirst } from "./layers";

const document = (...ids: readonly string[]) => ({
  schema: 1,
  verdict: "fake",
  note: "",
  traces: ids.map((id) => ({ id, span: [0, 5], track: [{ frame: 0, box: [0, 0, 0.5, 0.5] }] })),
});
const annotation = (id: number, ...traces: readonly string[]) =>
  ({ id, document: document(...traces) }) as unknown as AnnotationEntry;
const prediction = (id: number, ...traces: readonly string[]) =>
  ({ id, p_fake: 0.7, document: document(...traces) }) as unknown as Prediction;

const layers = layersOf([annotation(3, "c"), annotation(2, "b")], [prediction(9, "p")], 2);

it("puts the accepted document first and models last", () => {
  expect(layers.map(({ key, isAccepted }) => [key, isAccepted])).toEqual([
    ["annotation 2", true],
    ["annotation 3", false],
    ["prediction 9", false],
  ]);
});

it("leaves out what cannot be read", () => {
  const broken = { id: 1, document: { schema: 99 } } as unknown as AnnotationEntry;
  expect(layersOf([broken], [], null)).toEqual([]);
});

it("begins with the accepted document and the one that a link points into", () => {
  expect([...shownFirst(layers, undefined)]).toEqual(["annotation 2"]);
  expect([...shownFirst(layers, "p")]).toEqual(["prediction 9", "annotation 2"]);
  expect([...shownFirst(layersOf([annotation(3, "c")], [], null), undefined)]).toEqual([
    "annotation 3",
  ]);
  expect([...shownFirst([], "x")]).toEqual([]);
});
