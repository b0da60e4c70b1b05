/** Takes the next chord that is pressed; Esc and Tab leave it, so that nobody is caught in it. */
import { type KeyboardEvent, useState } from "react";
import { m } from "@/i18n";
import { cx } from "@/ui/cx";
import { Kbd } from "@/ui/Kbd";
import type { Chord } from "../keymap";
import { isModifier, mayChoose, printed } from "./chords";

interface KeyRecorderProps {
  readonly shown: string;
  readonly onChord: (chord: Chord) => void;
}

export const KeyRecorder = ({ shown, onChord }: KeyRecorderProps) => {
  const [isListening, setListening] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isListening || event.code === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.code === "Escape") {
      setListening(false);
      return;
    }
    if (isModifier(event.code) || event.repeat || event.altKey) return;
    const { code, shiftKey: shift } = event;
    const chord: Chord = { code, shift, mod: event.ctrlKey || event.metaKey };
    if (!mayChoose(chord)) {
      setRefused(printed(chord));
      return;
    }
    setListening(false);
    setRefused(null);
    onChord(chord);
  };
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <button
        type="button"
        aria-pressed={isListening}
        onClick={() => {
          setRefused(null);
          setListening(!isListening);
        }}
        onKeyDownCapture={onKeyDown}
        onBlur={() => setListening(false)}
        className={cx(
          "focus-ring flex min-h-7 cursor-pointer items-center gap-2 rounded-md border px-2 text-left text-13",
          isListening ? "border-accent bg-accent-soft" : "border-control hover:bg-hover",
        )}
      >
        <Kbd>{shown}</Kbd>
        <span className="text-muted">{isListening ? m.keys_press() : m.keys_record()}</span>
      </button>
      {refused && (
        <p role="alert" className="text-12 text-bad">
          {m.keys_refused({ keys: refused })}
        </p>
      )}
    </div>
  );
};
