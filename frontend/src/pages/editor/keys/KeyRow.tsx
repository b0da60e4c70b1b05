/** One command of the help sheet; its keys open a place to change them. */
import { RotateCcw, X } from "lucide-react";
import { useId, useState } from "react";
import { m } from "@/i18n";
import { Button, IconButton } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { Keys } from "@/ui/Kbd";
import { BINDINGS } from "../bindings";
import { setMoves, useKeyboardSettings } from "../keyboard-settings";
import type { Binding, Chord } from "../keymap";
import { chordText, printed } from "./chords";
import { KeyRecorder } from "./KeyRecorder";
import { holdersOf, idOf, type Key, keysOf, moveKey, printedPlace, resetKey } from "./moves";

interface KeyRowProps {
  readonly binding: Binding;
  /** Ids of keys that share a place with another command's. */
  readonly clashing: ReadonlySet<string>;
}

/** Escape leaves, wherever the keys are: it stays what it is. */
const isFixed = ({ chords }: Binding): boolean => chords.some(({ code }) => code === "Escape");

export const KeyRow = ({ binding, clashing }: KeyRowProps) => {
  const moves = useKeyboardSettings((state) => state.moves);
  const [isOpen, setOpen] = useState(false);
  const name = useId();
  const keys = binding.chords.map((chord): Key => ({ binding, chord }));
  const isClashing = keys.some((key) => clashing.has(idOf(key)));
  const isMoved = keys.some((key) => moves[idOf(key)] !== undefined);
  const shown = keysOf(binding, moves);
  return (
    <div className="break-inside-avoid">
      <div className="flex items-center justify-between gap-3 py-0.5">
        <dt id={name} className="min-w-0 text-13 text-muted">
          {binding.name()}
        </dt>
        <dd className="shrink-0">
          {isFixed(binding) ? (
            <Keys>{shown}</Keys>
          ) : (
            <button
              type="button"
              aria-expanded={isOpen}
              aria-label={m.keys_change({ command: binding.name(), keys: shown })}
              onClick={() => setOpen(!isOpen)}
              className={cx(
                "flex min-h-6 cursor-pointer items-center rounded-sm border border-transparent hover:bg-hover",
                isMoved && "border-accent border-dashed",
                isClashing && "border-2 border-warn border-solid",
              )}
            >
              <Keys>{shown}</Keys>
            </button>
          )}
        </dd>
      </div>
      {isOpen && (
        <dd
          data-noprint
          className="flex flex-col gap-2 rounded-md border border-line bg-sunken p-2.5"
        >
          {keys.map((key) => (
            <Place key={idOf(key)} slot={key} />
          ))}
        </dd>
      )}
    </div>
  );
};

/** One chord: where it lies, where else it could, and what that would do to another command. */
const Place = ({ slot }: { readonly slot: Key }) => {
  const moves = useKeyboardSettings((state) => state.moves);
  const [asked, setAsked] = useState<Chord | null>(null);
  const isMoved = moves[idOf(slot)] !== undefined;
  const place = printedPlace(slot, moves);
  const others = asked ? holdersOf(BINDINGS, moves, slot, chordText(asked)) : [];
  const take = (chord: Chord): void => {
    setMoves(moveKey(BINDINGS, moves, slot, chordText(chord)));
    setAsked(null);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-1.5">
        <KeyRecorder
          shown={place || "—"}
          onChord={(chord) => {
            const isFree = holdersOf(BINDINGS, moves, slot, chordText(chord)).length === 0;
            if (isFree) take(chord);
            else setAsked(chord);
          }}
        />
        {place && (
          <IconButton
            icon={X}
            size="dense"
            label={m.keys_clear({ keys: place })}
            onPress={() => setMoves(moveKey(BINDINGS, moves, slot, null))}
          />
        )}
        {isMoved && (
          <IconButton
            icon={RotateCcw}
            size="dense"
            label={m.keys_reset_one({ keys: printed(slot.chord) })}
            onPress={() => setMoves(resetKey(BINDINGS, moves, slot))}
          />
        )}
      </div>
      {asked && (
        <div role="alert" className="flex flex-col gap-2 text-13">
          <p>
            {m.keys_taken({
              keys: printed(asked),
              command: others.map(({ binding }) => binding.name()).join(", "),
            })}
          </p>
          <div className="flex flex-wrap gap-2">
            <Button size="dense" look="primary" onPress={() => take(asked)}>
              {m.keys_exchange()}
            </Button>
            <Button size="dense" onPress={() => setAsked(null)}>
              {m.cancel()}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
};
