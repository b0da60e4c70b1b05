/** Writes a grade into an SVG filter and puts it on the picture; a neutral grade costs nothing. */
import type { Scope } from "@/lib/scope";
import { type Grade, gradeStore, hasNeutralTone, isNeutral, toneCurve } from "./grade";

const SVG = "http://www.w3.org/2000/svg";
/** Local contrast: how far around a place counts, in pixels of the stage, and how strongly. */
const REACH = 18;
const GAIN = 0.9;
/** Edges: their strength, and what is left of the picture under them. */
const EDGE = 1.6;
const UNDER = 0.35;

type Attributes = Readonly<Record<string, string | number>>;

const node = (name: string, attributes: Attributes, ...children: Element[]): Element => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
};

/** The picture plus what sets it apart from its surroundings. */
const localContrast = (): readonly Element[] => [
  node("feGaussianBlur", { in: "SourceGraphic", stdDeviation: REACH, result: "around" }),
  node("feComposite", {
    in: "SourceGraphic",
    in2: "around",
    operator: "arithmetic",
    k1: 0,
    k2: 1 + GAIN,
    k3: -GAIN,
    k4: 0,
  }),
];

/** Both sides of every edge over a dimmed picture: a filter cuts negative values off. */
const edges = (): readonly Element[] => {
  const kernel = (sign: 1 | -1): string =>
    [1, 1, 1, 1, -8, 1, 1, 1, 1].map((weight) => -sign * weight * EDGE).join(" ");
  const side = (sign: 1 | -1, result: string): Element =>
    node("feConvolveMatrix", {
      in: "SourceGraphic",
      order: 3,
      kernelMatrix: kernel(sign),
      divisor: 1,
      preserveAlpha: "true",
      result,
    });
  const sum = (left: string, right: string, k2: number, result: string): Element =>
    node("feComposite", {
      in: left,
      in2: right,
      operator: "arithmetic",
      k1: 0,
      k2,
      k3: 1,
      k4: 0,
      result,
    });
  return [
    side(1, "light"),
    side(-1, "dark"),
    sum("light", "dark", 1, "lines"),
    sum("SourceGraphic", "lines", UNDER, "both"),
  ];
};

const tone = (grade: Grade): Element => {
  const tableValues = toneCurve(grade)
    .map((value) => value.toFixed(4))
    .join(" ");
  return node(
    "feComponentTransfer",
    {},
    ...["feFuncR", "feFuncG", "feFuncB"].map((name) => node(name, { type: "table", tableValues })),
  );
};

const steps = (grade: Grade): readonly Element[] => [
  ...(grade.enhancement === "contrast" ? localContrast() : []),
  ...(grade.enhancement === "edges" ? edges() : []),
  ...(hasNeutralTone(grade) ? [] : [tone(grade)]),
];

/** Keeps `pictures` looking as the person chose, for as long as the scope lasts. */
export const grade = (
  filter: SVGFilterElement,
  pictures: readonly HTMLElement[],
  scope: Scope,
): void => {
  const write = (grade: Grade): void => {
    filter.replaceChildren(...(isNeutral(grade) ? [] : steps(grade)));
    for (const { style } of pictures) style.filter = isNeutral(grade) ? "" : `url(#${filter.id})`;
  };
  write(gradeStore.getState());
  scope.defer(gradeStore.subscribe(write));
};
