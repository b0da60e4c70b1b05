/** The numbers a checkpoint is measured by: their names, their order, and which way is better. */
import type { Metrics } from "@/api/types";
import { m } from "@/i18n";
import { formatTenth } from "@/i18n/format";

export interface Figure {
  readonly key: string;
  readonly name: () => string;
  readonly better: "more" | "less";
}

const more = (key: string, name: () => string): Figure => ({ key, name, better: "more" });
const less = (key: string, name: () => string): Figure => ({ key, name, better: "less" });

/** In the order of the paper's table, then ours. */
export const FIGURES: readonly Figure[] = [
  more("overall", m.models_figure_overall),
  more("accuracy", m.models_figure_accuracy),
  more("fake_accuracy", m.models_figure_fake_accuracy),
  more("real_accuracy", m.models_figure_real_accuracy),
  more("explanation", m.models_figure_explanation),
  more("box_iou", m.models_figure_box_iou),
  less("box_distance", m.models_figure_box_distance),
  less("time_distance", m.models_figure_time_distance),
  more("tiou", m.models_figure_tiou),
  more("viou", m.models_figure_viou),
  more("category_accuracy", m.models_figure_category_accuracy),
  more("category_f1", m.models_figure_category_f1),
  more("trace_f1", m.models_figure_trace_f1),
  more("auroc", m.models_figure_auroc),
  less("ece", m.models_figure_ece),
];

/** Further figures of one category. */
const OTHERS: readonly Figure[] = [
  more("recall", m.models_figure_recall),
  more("f1", m.models_figure_f1),
];

export const figureOf = (key: string): Figure | undefined =>
  [...FIGURES, ...OTHERS].find((figure) => figure.key === key);

const SUMMARY = ["overall", "accuracy", "box_iou", "tiou", "auroc", "ece"];

/** The few that fit beside other columns. */
export const SUMMARY_FIGURES: readonly Figure[] = FIGURES.filter(({ key }) =>
  SUMMARY.includes(key),
);

/** A number in hundredths; null where the set does not define it. */
export const measured = (metrics: Metrics | null | undefined, key: string): number | null => {
  const value = metrics?.[key];
  return typeof value === "number" && Number.isFinite(value) ? value : null;
};

export const valueText = (value: number | null): string =>
  value === null ? "–" : formatTenth(value);

/** Below this many hundredths two numbers read the same. */
const ALIKE = 0.05;

/** The difference of two numbers; null where one is not defined. */
export const minus = (left: number | null, right: number | null): number | null =>
  left === null || right === null ? null : left - right;

/** What a difference from what serves means. */
export const verdictOn = ({ better }: Figure, by: number): "better" | "worse" | "alike" => {
  if (Math.abs(by) < ALIKE) return "alike";
  return by > 0 === (better === "more") ? "better" : "worse";
};

const BASELINES: Readonly<Record<string, () => string>> = {
  always_real: m.models_baseline_always_real,
  always_fake: m.models_baseline_always_fake,
  start_0: m.models_baseline_start_0,
  whole_frame: m.models_baseline_whole_frame,
  centre_box: m.models_baseline_centre_box,
};

export const baselineName = (key: string): string => BASELINES[key]?.() ?? key;
