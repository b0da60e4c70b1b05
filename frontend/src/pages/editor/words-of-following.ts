/** Says how a box was followed: where it stopped, and why. */
import type { Outcome } from "@/follow/following";
import { m } from "@/i18n";

export const endText = ({ why, frame, keyframes }: Outcome): string => {
  switch (why) {
    case "end":
      return m.frames_follow_end({ frame, count: keyframes });
    case "absent":
      return m.frames_follow_absent({ frame, next: frame + 1, count: keyframes });
    case "lost":
      return m.frames_follow_lost({ frame, count: keyframes });
    case "left":
      return m.frames_follow_left({ frame, count: keyframes });
    case "cut":
      return m.frames_follow_cut({ frame, next: frame + 1, count: keyframes });
    case "plain":
      return m.frames_follow_plain();
    case "failed":
      return m.frames_follow_failed();
  }
};
