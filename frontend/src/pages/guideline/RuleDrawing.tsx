/** The three frames of a category side by side, with a box where the flaw is. */
import type { Category } from "@/domain/taxonomy";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";
import { DRAWINGS, type Moment } from "./drawings";

const MOMENTS: readonly Moment[] = [0, 1, 2];
const WIDTH = 160;
const HEIGHT = 100;
const GAP = 6;

export const RuleDrawing = ({ category }: { readonly category: Category }) => {
  const { paint, places } = DRAWINGS[category];
  return (
    <svg
      role="img"
      aria-label={m.rule_drawing({ category: categoryOf(category).name() })}
      viewBox={`0 0 ${3 * WIDTH + 2 * GAP} ${HEIGHT}`}
      className="block w-full rounded-md"
    >
      {MOMENTS.map((moment) => {
        const box = moment > 0 ? places[moment - 1] : undefined;
        return (
          // A frame shows what lies in it and nothing beyond.
          // biome-ignore lint/a11y/noSvgWithoutTitle: the drawing around it has the name.
          <svg
            key={moment}
            x={moment * (WIDTH + GAP)}
            width={WIDTH}
            height={HEIGHT}
            viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          >
            <rect
              x="0.5"
              y="0.5"
              width={WIDTH - 1}
              height={HEIGHT - 1}
              rx="5"
              fill="var(--panel)"
              stroke="var(--line)"
            />
            {paint(moment)}
            {box && (
              <rect
                x={box[0]}
                y={box[1]}
                width={box[2]}
                height={box[3]}
                rx="2"
                fill="none"
                stroke={`var(--line-${category})`}
                strokeWidth="3"
              />
            )}
          </svg>
        );
      })}
    </svg>
  );
};
