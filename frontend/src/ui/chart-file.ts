/** A chart as a file that stands alone: every colour written out, the title and legend inside. */

export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  /** As in `stroke-dasharray`; null for a filled square. */
  readonly dash: string | null;
}

export interface ChartFile {
  readonly title: string;
  /** Of the drawing, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly ink: string;
  readonly font: string;
  readonly legend: readonly LegendEntry[];
  /** The inside of the drawing's own `svg`. */
  readonly body: string;
}

const PAD = 16;
const TITLE = 28;
const LINE = 22;
const MARK = 26;
/** About the widest letter of 12 px, so that names never overlap. */
const LETTER = 6.6;
const WIDE_LETTER = 12.5;

export const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/** How long a text of 12 px is at most; Hangul is wider. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > "\u1100" ? WIDE_LETTER : LETTER), 0);

export interface Placed {
  readonly x: number;
  readonly line: number;
}

/** Where the entries of a legend stand when a line is `width` wide. */
export const placed = (names: readonly string[], width: number): readonly Placed[] => {
  let x = 0;
  let line = 0;
  return names.map((name) => {
    const needed = MARK + widthOf(name) + PAD;
    if (x > 0 && x + needed > width) {
      x = 0;
      line += 1;
    }
    const at = { x, line };
    x += needed;
    return at;
  });
};

const markOf = ({ colour, dash }: LegendEntry, x: number, y: number): string =>
  dash === null
    ? `<rect x="${x + 10}" y="${y - 9}" width="10" height="10" rx="2" fill="${colour}"/>`
    : `<line x1="${x}" x2="${x + 20}" y1="${y - 4}" y2="${y - 4}" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>`;

/** The text of the file. */
export const svgFile = (file: ChartFile): string => {
  const spots = placed(
    file.legend.map(({ name }) => name),
    file.width,
  );
  const lines = spots.length ? (spots.at(-1)?.line ?? 0) + 1 : 0;
  const below = PAD + TITLE + file.height + LINE;
  const width = Math.ceil(file.width + 2 * PAD);
  const height = Math.ceil(below + lines * LINE);
  const legend = file.legend.map((entry, index) => {
    const { x, line } = spots[index] ?? { x: 0, line: 0 };
    const [left, base] = [PAD + x, below + line * LINE];
    return `${markOf(entry, left, base)}<text x="${left + MARK}" y="${base}" font-size="12">${escaped(entry.name)}</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(file.title)}" font-family="${escaped(file.font)}" fill="${file.ink}">`,
    `<title>${escaped(file.title)}</title>`,
    `<rect width="100%" height="100%" fill="${file.ground}"/>`,
    `<text x="${PAD}" y="${PAD + 14}" font-size="14" font-weight="600">${escaped(file.title)}</text>`,
    `<g transform="translate(${PAD} ${PAD + TITLE})">${file.body}</g>`,
    ...legend,
    "</svg>\n",
  ].join("\n");
};

/** A file name of what the chart is called, in any language. */
export const fileName = (title: string, ending: "svg" | "csv"): string =>
  `${
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "") || "chart"
  }.${ending}`;

/** The beginning of a text that is too long for `width` pixels, with an ellipsis. */
export const shortened = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text;
  let kept = "";
  for (const letter of text) {
    if (widthOf(kept) + widthOf(letter) + LETTER > width) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
};
