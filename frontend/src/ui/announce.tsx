/** Tells screen readers what changed elsewhere on the page. */
import { create } from "zustand";

const useAnnouncement = create<{ readonly text: string }>(() => ({ text: "" }));

/** Says `text` politely: after what is being read now. The same text twice is said twice. */
export const announce = (text: string): void =>
  useAnnouncement.setState(({ text: before }) => ({
    text: before === text ? `${text}\u00a0` : text,
  }));

/** Stands once in the frame. */
export const Announcer = () => {
  const text = useAnnouncement((state) => state.text);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
};
