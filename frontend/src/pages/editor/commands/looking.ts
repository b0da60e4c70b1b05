/** Commands that look closer: at two frames at once, at the source, and along a box's way. */
import type { Look } from "@/frames/look";
import { m } from "@/i18n";
import type { Desk } from "../desk";
import { withWay } from "../keys/spelled";
import { endText } from "../words-of-following";

/** Shows the look, or the plain picture again. */
export const toggleLook =
  (look: Look) =>
  (desk: Desk): void => {
    const { sight } = desk.bench;
    if (!sight) return;
    const next = sight.state.look === look ? "plain" : look;
    if (!sight.set({ look: next })) desk.room.hint(m.frames_hint_absent());
    else if (next === "plain") desk.room.hint(m.frames_hint_plain());
  };

/** The first press begins to compare, every further one shows the other frame. */
export const flip = (desk: Desk): void => {
  const { sight } = desk.bench;
  if (!sight) return;
  if (sight.state.look !== "flip" && !sight.set({ look: "flip" })) {
    desk.room.hint(m.frames_hint_absent());
    return;
  }
  if (sight.state.isBlinking) sight.set({ isBlinking: false });
  sight.flip();
};

/** Flips by itself, slowly enough for everyone; not for those who asked for no motion. */
export const blink = (desk: Desk): void => {
  const { sight } = desk.bench;
  if (!sight) return;
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    flip(desk);
    desk.room.hint(withWay(m.frames_hint_still(), m.frames_way_flip, { key: "flip" }));
    return;
  }
  const isBlinking = !(sight.state.look === "flip" && sight.state.isBlinking);
  if (!sight.set({ look: "flip", isBlinking })) desk.room.hint(m.frames_hint_absent());
};

/** Escape leaves a look before it leaves the selection. */
export const leaveLook = ({ bench: { sight } }: Desk): boolean =>
  sight !== null && sight.state.look !== "plain" && sight.set({ look: "plain" });

export const followForward = (desk: Desk): void => {
  const found = desk.needBox();
  const { following } = desk.bench;
  if (!found || !following || !desk.mayEdit()) return;
  if (following.cancel()) return;
  if (!following.isPossible) {
    desk.room.hint(m.frames_hint_absent());
    return;
  }
  const { trace, box } = found;
  const { frame } = desk.editor.state;
  if (frame >= trace.span[1] - 1) {
    desk.room.hint(m.frames_follow_at_end());
    return;
  }
  void desk.bench.player?.pause();
  void following.start(trace, frame, box).then((outcome) => {
    if (!outcome) {
      desk.room.hint(m.frames_follow_cancelled());
      return;
    }
    // Where it stopped is where the person goes on.
    if (outcome.frame > frame) desk.seek(outcome.frame);
    desk.room.hint(endText(outcome));
  });
};
