/** A place in a clip as an address carries it: a frame, a trace, or both. */

export interface Place {
  /** 0-based, as everywhere. */
  readonly frame?: number | undefined;
  /** The id of a trace of the document on screen. */
  readonly trace?: string | undefined;
}

const FURTHEST = 1_000_000;
const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;

/** Keeps what can be a place and drops the rest: a mistyped link still opens the clip. */
export const placeOf = (search: Readonly<Record<string, unknown>>): Place => {
  const frame = typeof search.frame === "string" ? Number(search.frame || "x") : search.frame;
  const trace = typeof search.trace === "number" ? String(search.trace) : search.trace;
  return {
    ...(typeof frame === "number" && Number.isInteger(frame) && frame >= 0 && frame < FURTHEST
      ? { frame }
      : {}),
    ...(typeof trace === "string" && ID.test(trace) ? { trace } : {}),
  };
};

/** The address of a place; `path` is the clip's own. */
export const linkTo = (origin: string, path: string, place: Place): string => {
  const url = new URL(path, origin);
  if (place.frame !== undefined) url.searchParams.set("frame", String(place.frame));
  // As the router writes a text that could be read as a number.
  if (place.trace !== undefined)
    url.searchParams.set(
      "trace",
      /^\d+$/.test(place.trace) ? JSON.stringify(place.trace) : place.trace,
    );
  return url.href;
};
