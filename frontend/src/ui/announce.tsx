/** Tells screen readers what changed elsewhere on the page. */
import { create } from "zustand";
import { Scope } from "@/lib/scope";

const useAnnouncement = create<{ readonly text: string }>(() => ({ text: "" }));

/** A region that changes faster is read in pieces, or not at all; in milliseconds. */
const GAP_MS = 500;

const scope = new Scope();
let waiting: readonly string[] = [];
let isResting = false;

/**
 * Says `text` politely: after what is being read now. What comes within half a second is said
 * together. The same text twice is said twice.
 */
export const announce = (text: string): void => {
  waiting = [...waiting.filter((each) => each !== text), text];
  if (!isResting) say();
};

const say = (): void => {
  isResting = waiting.length > 0;
  if (!isResting) return;
  const text = waiting.join(" ");
  waiting = [];
  useAnnouncement.setState(({ text: before }) => ({
    text: before === text ? `${text}\u00a0` : text,
  }));
  scope.timeout(GAP_MS, say);
};

/** Stands once in the frame. */
export const Announcer = () => {
  const text = useAnnouncement((state) => state.text);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
};
