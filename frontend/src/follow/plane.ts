/** A picture in grey and its halvings. Pixel i covers i to i + 1, so its middle lies at i + 0.5. */

export interface Plane {
  readonly width: number;
  readonly height: number;
  /** 0 to 255, row after row without gaps. */
  readonly data: Uint8Array;
}

/** The picture at full size, then at half of it, and so on. */
export type Pyramid = readonly Plane[];

/** A rectangle in pixels of the full size, by its middle. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Every 2 by 2 pixels averaged; an odd last row or column is dropped. */
export const halved = ({ width, height, data }: Plane): Plane => {
  const across = width >> 1;
  const down = height >> 1;
  const half = new Uint8Array(across * down);
  for (let y = 0; y < down; y += 1) {
    let from = 2 * y * width;
    const to = y * across;
    for (let x = 0; x < across; x += 1, from += 2)
      half[to + x] =
        ((data[from] ?? 0) +
          (data[from + 1] ?? 0) +
          (data[from + width] ?? 0) +
          (data[from + width + 1] ?? 0) +
          2) >>
        2;
  }
  return { width: across, height: down, data: half };
};

/** As many halvings as leave `least` pixels on the shorter side, the full size included. */
export const pyramidOf = (plane: Plane, least = 24): Pyramid => {
  const levels = [plane];
  let last = plane;
  while (Math.min(last.width, last.height) >= 2 * least) {
    last = halved(last);
    levels.push(last);
  }
  return levels;
};

/** The value at a point between pixels; beside the picture that of its border. */
export const valueAt = ({ width, height, data }: Plane, x: number, y: number): number => {
  const left = clamp(x - 0.5, 0, width - 1.001);
  const top = clamp(y - 0.5, 0, height - 1.001);
  const column = left | 0;
  const row = top | 0;
  const right = left - column;
  const below = top - row;
  const at = row * width + column;
  const upper = (data[at] ?? 0) * (1 - right) + (data[at + 1] ?? 0) * right;
  const lower = (data[at + width] ?? 0) * (1 - right) + (data[at + width + 1] ?? 0) * right;
  return upper * (1 - below) + lower * below;
};

const clamp = (value: number, low: number, high: number): number =>
  Math.min(Math.max(value, low), high);
