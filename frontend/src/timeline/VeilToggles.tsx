/** Show alone, hide and lock one trace: how it is looked at, never what it is. */
import { Eye, EyeOff, Focus, Lock, LockOpen } from "lucide-react";
import { useStore } from "zustand";
import type { Editor } from "@/store/editor";
import { toggled } from "@/store/veil";
import { cx } from "@/ui/cx";

/** Each with its key. */
export interface VeilLabels {
  readonly solo: string;
  readonly hide: string;
  readonly lock: string;
}

interface VeilTogglesProps {
  readonly editor: Editor;
  readonly id: string;
  readonly labels: VeilLabels;
  /** Out of the way: shown when the pointer is near, or when pressed. */
  readonly isQuiet?: boolean;
}

const LOOK =
  "focus-ring grid size-6 shrink-0 cursor-pointer place-content-center rounded-sm text-muted hover:bg-hover hover:text-text aria-pressed:bg-accent-soft aria-pressed:text-accent-text pointer-coarse:size-11";

export const VeilToggles = ({ editor, id, labels, isQuiet = false }: VeilTogglesProps) => {
  const isSolo = useStore(editor.store, ({ veil, selected }) => veil.isSolo && selected === id);
  const isHidden = useStore(editor.store, ({ veil }) => veil.hidden.has(id));
  const isLocked = useStore(editor.store, ({ veil }) => veil.locked.has(id));
  const { store } = editor;
  const toggles = [
    {
      label: labels.solo,
      icon: Focus,
      isOn: isSolo,
      press: () => {
        editor.select(id);
        store.setState(({ veil }) => ({ veil: { ...veil, isSolo: !isSolo } }));
      },
    },
    {
      label: labels.hide,
      icon: isHidden ? EyeOff : Eye,
      isOn: isHidden,
      press: () =>
        store.setState(({ veil }) => ({ veil: { ...veil, hidden: toggled(veil.hidden, id) } })),
    },
    {
      label: labels.lock,
      icon: isLocked ? Lock : LockOpen,
      isOn: isLocked,
      press: () =>
        store.setState(({ veil }) => ({ veil: { ...veil, locked: toggled(veil.locked, id) } })),
    },
  ] as const;
  return (
    <>
      {toggles.map(({ label, icon: Icon, isOn, press }) => (
        <button
          key={label}
          type="button"
          aria-label={label}
          title={label}
          aria-pressed={isOn}
          onClick={press}
          // In the timeline the list of traces is the keyboard's way to them.
          tabIndex={isQuiet ? -1 : 0}
          className={cx(LOOK, isQuiet && "hidden group-hover:grid aria-pressed:grid")}
        >
          <Icon aria-hidden size={14} />
        </button>
      ))}
    </>
  );
};
