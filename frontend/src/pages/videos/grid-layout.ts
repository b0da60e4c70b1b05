/** Where the cards of the wall stand, which of them are in sight, and where an arrow key leads. */

export interface Layout {
  readonly columns: number;
  /** Width of a card in pixels. */
  readonly width: number;
  /** From the top of one row to the top of the next, in pixels. */
  readonly step: number;
}

export const GAP = 16;
/** What stands below the picture, in pixels: every card has the same height. */
const TEXT_HEIGHT = 122;
const LEAST_WIDTH = 216;

export const layoutOf = (width: number): Layout => {
  const columns = Math.max(1, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)));
  const card = (width - GAP * (columns - 1)) / columns;
  return { columns, width: card, step: Math.round((card * 9) / 16) + TEXT_HEIGHT + GAP };
};

export const rowsOf = (count: number, columns: number): number => Math.ceil(count / columns);

/** The rows `first <= row < end` to render: those between the two edges, and one more each way. */
export const rowsInSight = (
  layout: Layout,
  count: number,
  sight: { readonly top: number; readonly bottom: number },
): { readonly first: number; readonly end: number } => {
  const last = rowsOf(count, layout.columns);
  const first = Math.min(Math.max(0, Math.floor(sight.top / layout.step) - 1), last);
  return {
    first,
    end: Math.max(first, Math.min(last, Math.ceil(sight.bottom / layout.step) + 1)),
  };
};

/** The card that a key leads to, or null when the key is none of the grid's. */
export const cardAfter = (
  key: string,
  at: number,
  grid: { readonly count: number; readonly columns: number; readonly rowsPerPage: number },
): number | null => {
  const { count, columns } = grid;
  const page = Math.max(1, grid.rowsPerPage) * columns;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns < 0 ? at : at - columns,
    // From above a short last row, down leads to its last card.
    ArrowDown:
      at + columns < count || rowsOf(at + 1, columns) === rowsOf(count, columns)
        ? at + columns
        : count - 1,
    PageUp: at - page < 0 ? at % columns : at - page,
    PageDown: at + page,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  if (next === undefined || count === 0) return null;
  if (key === "ArrowDown" && next >= count) return at;
  return Math.min(Math.max(next, 0), count - 1);
};
