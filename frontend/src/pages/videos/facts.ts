/** A clip in numbers: length, frames, size. What is not known yet is left out. */
import type { Video } from "@/api/types";
import { m } from "@/i18n";
import { formatSeconds } from "@/i18n/format";

type Measured = Pick<Video, "duration_s" | "frame_count" | "width" | "height">;

export const clipFacts = (video: Measured): string =>
  [
    video.duration_s != null && formatSeconds(video.duration_s),
    video.frame_count != null && m.frames_count({ count: video.frame_count }),
    video.width != null && video.height != null && `${video.width} × ${video.height}`,
  ]
    .filter(Boolean)
    .join(" · ");
