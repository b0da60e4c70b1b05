/** Small pictures along the clip, cut from one strip of evenly spaced frames. */
import { useState } from "react";
import { tileOf, tilesOf } from "./filmstrip-tiles";
import { frameUnder, type Scale } from "./scale";

export const STRIP_HEIGHT = 40;

interface FilmstripProps {
  readonly source: string;
  readonly scale: Scale;
  readonly width: number;
  readonly frameCount: number;
}

interface Picture {
  readonly width: number;
  readonly height: number;
}

export const Filmstrip = ({ source, scale, width, frameCount }: FilmstripProps) => {
  const [strip, setStrip] = useState<Picture | null>(null);
  const tiles = tilesOf(frameCount);
  const tile = strip ? { width: strip.width / tiles, height: strip.height } : null;
  const slot = tile ? Math.max(12, (STRIP_HEIGHT * tile.width) / tile.height) : 0;
  const slots = slot > 0 ? Math.ceil(width / slot) : 0;
  return (
    <div className="relative overflow-hidden bg-surround" style={{ height: STRIP_HEIGHT }}>
      <img
        src={source}
        alt=""
        className="hidden"
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
          setStrip({ width: naturalWidth, height: naturalHeight })
        }
      />
      {strip && tile && (
        <svg aria-hidden="true" width="100%" height={STRIP_HEIGHT} className="block">
          {Array.from({ length: slots }, (_, index) => {
            const frame = frameUnder(scale, (index + 0.5) * slot, frameCount);
            const at = tileOf(frame, frameCount);
            return (
              // biome-ignore lint/a11y/noSvgWithoutTitle: the strip is decoration, hidden above.
              <svg
                // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place.
                key={index}
                x={index * slot}
                width={slot}
                height={STRIP_HEIGHT}
                viewBox={`${at * tile.width} 0 ${tile.width} ${tile.height}`}
                preserveAspectRatio="xMidYMid slice"
              >
                <image href={source} width={strip.width} height={strip.height} />
              </svg>
            );
          })}
        </svg>
      )}
    </div>
  );
};
