/** A small drawing per category in three frames: before, the onset, and later. */
import type { ReactNode } from "react";
import type { Category } from "@/domain/taxonomy";

/** 0 is before the flaw, 1 the first frame that shows it, 2 later. */
export type Moment = 0 | 1 | 2;

/** x, y, w, h in a frame of 160 by 100. */
type Place = readonly [number, number, number, number];

export interface Drawing {
  readonly paint: (moment: Moment) => ReactNode;
  /** Where the flaw is, from the onset on. */
  readonly places: readonly [Place, Place];
}

const LINE = {
  fill: "none",
  stroke: "var(--text)",
  strokeWidth: 2.5,
  strokeLinecap: "round",
} as const;
const SHAPE = { fill: "var(--pressed)", stroke: "var(--text)", strokeWidth: 2.5 } as const;
const GHOST = { ...LINE, strokeDasharray: "3 4", opacity: 0.45 } as const;

const ground = <path {...LINE} opacity={0.35} d="M8 84 H152" />;

const FINGERS: readonly (readonly [string, string, string, string])[] = [
  ["M62 52 V30", "M74 50 V22", "M86 50 V22", "M98 52 V28"],
  ["M62 52 V30", "M74 50 V22", "M86 50 V22", "M98 52 Q100 34 114 40"],
  ["M62 52 V30", "M74 50 V22", "M86 50 Q94 18 112 22", "M98 52 Q112 26 126 42 Q130 52 118 56"],
];

const BRICKS: readonly string[] = [
  "M8 20 H152 M8 38 H152 M8 56 H152 M30 20 V38 M70 20 V38 M110 20 V38 M50 38 V56 M90 38 V56 M130 38 V56",
  "M8 20 H90 Q105 14 120 20 T152 20 M8 38 H90 Q105 44 120 38 T152 38 M8 56 H152 M30 20 V38 M70 20 V38 M110 18 Q114 28 110 40 M50 38 V56 M90 38 V56 M130 38 V56",
  "M8 20 H84 Q100 8 116 20 T152 20 M8 38 H84 Q100 52 116 38 T152 38 M8 56 H84 Q100 46 116 56 T152 56 M30 20 V38 M70 20 V38 M108 14 Q118 28 106 46 M50 38 V56 M92 40 Q98 48 92 54 M132 36 Q126 48 132 58",
];

const chair = (x: number, style: typeof LINE | typeof GHOST) => (
  <path {...style} d={`M${x} 34 V84 M${x} 60 H${x + 28} V84`} />
);

export const DRAWINGS: Readonly<Record<Category, Drawing>> = {
  object_distortion: {
    paint: (moment) => (
      <>
        <rect {...SHAPE} x="56" y="50" width="48" height="36" rx="12" />
        {FINGERS[moment]?.map((finger) => (
          <path key={finger} {...LINE} strokeWidth={8} d={finger} />
        ))}
      </>
    ),
    places: [
      [88, 26, 34, 34],
      [76, 12, 58, 50],
    ],
  },
  sudden_blurring: {
    paint: (moment) => (
      <>
        <path {...SHAPE} d="M48 92 Q80 66 112 92" />
        {moment === 2 &&
          [36, 32, 28].map((r) => (
            <circle key={r} cx="80" cy="44" r={r} fill="var(--text)" opacity={0.09} />
          ))}
        <circle
          cx="80"
          cy="44"
          r="28"
          fill="var(--pressed)"
          stroke="var(--text)"
          strokeWidth={moment === 2 ? 0 : 2.5}
          strokeOpacity={moment === 1 ? 0.4 : 1}
        />
        <path
          {...LINE}
          opacity={[1, 0.3, 0][moment]}
          d="M69 38 V41 M91 38 V41 M70 54 Q80 61 90 54 M56 30 Q80 8 104 30"
        />
      </>
    ),
    places: [
      [46, 10, 68, 66],
      [42, 6, 76, 74],
    ],
  },
  object_trajectory: {
    paint: (moment) => (
      <>
        {ground}
        <path {...GHOST} d="M16 78 Q80 -28 144 78" />
        <path
          {...LINE}
          opacity={0.5}
          d={
            ["M16 78 Q28 58 40 46", "M16 78 Q38 40 62 30 L82 30", "M16 78 Q38 40 62 30 L126 30"][
              moment
            ] ?? ""
          }
        />
        <circle {...SHAPE} cx={[40, 84, 128][moment]} cy={[44, 30, 30][moment]} r="10" />
      </>
    ),
    places: [
      [70, 16, 28, 28],
      [114, 16, 28, 28],
    ],
  },
  redundant_object: {
    paint: (moment) => (
      <>
        <ellipse {...SHAPE} cx="62" cy="58" rx="38" ry="24" />
        <ellipse {...LINE} cx="62" cy="56" rx="22" ry="12" opacity={0.5} />
        <path {...LINE} d="M112 36 V78 M108 30 Q112 20 116 30 Q116 38 112 38 Q108 38 108 30" />
        <path
          {...LINE}
          opacity={[0, 0.35, 1][moment]}
          d="M134 36 V78 M130 30 Q134 20 138 30 Q138 38 134 38 Q130 38 130 30"
        />
      </>
    ),
    places: [
      [124, 18, 20, 64],
      [124, 18, 20, 64],
    ],
  },
  object_merging: {
    paint: (moment) => (
      <>
        {ground}
        {moment === 0 && (
          <>
            <circle {...SHAPE} cx="52" cy="62" r="22" />
            <circle {...SHAPE} cx="108" cy="62" r="22" />
          </>
        )}
        {moment === 1 && (
          <path
            {...SHAPE}
            d="M76 50 A22 22 0 1 0 76 74 Q80 70 84 74 A22 22 0 1 0 84 50 Q80 54 76 50"
          />
        )}
        {moment === 2 && (
          <path
            {...SHAPE}
            d="M58 40 Q80 46 102 40 A22 22 0 0 1 102 84 Q80 80 58 84 A22 22 0 0 1 58 40"
          />
        )}
      </>
    ),
    places: [
      [62, 40, 36, 44],
      [36, 34, 88, 54],
    ],
  },
  object_splitting: {
    paint: (moment) => (
      <>
        {ground}
        {moment === 0 && <ellipse {...SHAPE} cx="80" cy="58" rx="38" ry="24" />}
        {moment === 1 && (
          <path
            {...SHAPE}
            d="M80 42 A38 24 0 1 0 80 74 Q76 58 80 42 M80 42 A38 24 0 1 1 80 74 Q84 58 80 42"
          />
        )}
        {moment === 2 && (
          <>
            <ellipse {...SHAPE} cx="46" cy="58" rx="26" ry="22" />
            <ellipse {...SHAPE} cx="116" cy="58" rx="26" ry="22" />
          </>
        )}
      </>
    ),
    places: [
      [36, 28, 88, 58],
      [14, 30, 134, 56],
    ],
  },
  background_distortion: {
    paint: (moment) => (
      <>
        <path {...LINE} strokeWidth={1.5} opacity={0.7} d={BRICKS[moment] ?? ""} />
        <circle {...SHAPE} cx="42" cy="50" r="11" />
        <path {...SHAPE} d="M24 96 Q26 64 42 64 Q58 64 60 96" />
      </>
    ),
    places: [
      [84, 10, 66, 52],
      [80, 6, 70, 58],
    ],
  },
  object_disappearance: {
    paint: (moment) => (
      <>
        {ground}
        <path {...LINE} d="M30 84 V52 M16 52 Q30 4 44 52 Z" />
        <g opacity={[1, 0.4, 0][moment]}>
          <ellipse {...SHAPE} cx="106" cy="62" rx="22" ry="12" />
          <circle {...SHAPE} cx="130" cy="50" r="8" />
          <path {...LINE} d="M92 72 V84 M100 74 V84 M112 74 V84 M120 72 V84 M84 58 Q76 50 78 42" />
        </g>
        {moment === 2 && <ellipse {...GHOST} cx="106" cy="62" rx="22" ry="12" />}
      </>
    ),
    places: [
      [72, 36, 70, 52],
      [72, 36, 70, 52],
    ],
  },
  unexpected_move: {
    paint: (moment) => (
      <>
        {ground}
        {moment > 0 && chair(96, GHOST)}
        {chair([96, 84, 44][moment] ?? 96, LINE)}
      </>
    ),
    places: [
      [78, 28, 42, 60],
      [38, 28, 42, 60],
    ],
  },
};
