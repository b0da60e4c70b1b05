import { describe, expect, it } from "vitest";
import raw from "../../../tests/vectors/track.json?raw";
import type { Box } from "./geometry";
import type { Span } from "./timeline";
import { boxAt, firstBox, type Track, unionBox } from "./track";

interface Vectors {
  readonly tracks: Readonly<Record<string, Track>>;
  readonly box_at: readonly (readonly [string, number, Box | null])[];
  readonly union: readonly (readonly [string, Span, Box | null])[];
  readonly first_box: readonly (readonly [string, Span, Box | null])[];
}

const vectors: Vectors = JSON.parse(raw);

const track = (name: string): Track => {
  const found = vectors.tracks[name];
  if (!found) throw new Error(`no track ${name}`);
  return found;
};

const expectBox = (box: Box | null, expected: Box | null): void => {
  expect(box).toEqual(expected?.map((side) => expect.closeTo(side, 12)) ?? null);
};

describe("track", () => {
  it.each(vectors.box_at)("%s at frame %d: %j", (name, frame, box) => {
    expectBox(boxAt(track(name), frame), box);
  });

  it.each(vectors.union)("%s over %j: union %j", (name, span, box) => {
    expectBox(unionBox(track(name), span), box);
  });

  it.each(vectors.first_box)("%s over %j: first %j", (name, span, box) => {
    expectBox(firstBox(track(name), span), box);
  });
});
