/** Turns what a run reported into lines: losses in one chart, everything else in another. */
import type { CurvePoint } from "@/api/types";
import type { Point } from "@/ui/chart-scale";

export interface Line {
  readonly key: string;
  readonly points: readonly Point[];
}

/** What says where a run is, not how well it does. */
const PLACES = new Set(["step", "steps", "at", "done", "of", "decoded", "judged", "epoch"]);

const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** Every number by its key, over steps; points that name no step are left out. */
export const linesOf = (curve: readonly CurvePoint[]): readonly Line[] => {
  const found = new Map<string, Point[]>();
  for (const said of curve) {
    const x = numberOf(said.step);
    if (x === null) continue;
    for (const [key, value] of Object.entries(said)) {
      const y = numberOf(value);
      if (y === null || PLACES.has(key)) continue;
      const points = found.get(key) ?? [];
      // A run that was taken up again says some steps twice: the later word counts.
      while ((points.at(-1)?.x ?? Number.NEGATIVE_INFINITY) >= x) points.pop();
      points.push({ x, y });
      found.set(key, points);
    }
  }
  return [...found].map(([key, points]) => ({ key, points }));
};

/** The total first: the loss, and its parts if they are named as losses or come beside it. */
export const partedLines = (
  lines: readonly Line[],
): { readonly losses: readonly Line[]; readonly measures: readonly Line[] } => {
  const isLoss = ({ key }: Line): boolean => key.includes("loss");
  const isTotal = ({ key }: Line): boolean => key === "total";
  const total = lines.find(isTotal);
  const hasLoss = lines.some(({ key }) => key === "loss");
  const kept = total && hasLoss ? lines.filter((line) => !isTotal(line)) : lines;
  return { losses: kept.filter(isLoss), measures: kept.filter((line) => !isLoss(line)) };
};
