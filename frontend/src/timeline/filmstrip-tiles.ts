/** Which of a filmstrip's pictures belongs to a frame; the server spaces them evenly. */

/** The server puts up to this many pictures into a strip. */
const MOST_TILES = 24;

export const tilesOf = (frameCount: number): number => Math.min(MOST_TILES, frameCount);

/** The picture nearest before `frame`, counted from the left. */
export const tileOf = (frame: number, frameCount: number): number => {
  const tiles = tilesOf(frameCount);
  return Math.min(tiles - 1, Math.floor((frame * tiles) / frameCount));
};
