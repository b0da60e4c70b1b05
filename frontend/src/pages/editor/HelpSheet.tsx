/** Every key, from the very table that the keyboard obeys: to read, search, print and move. */
import { Printer, RotateCcw } from "lucide-react";
import { useState } from "react";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Keys } from "@/ui/Kbd";
import { SearchField } from "@/ui/SearchField";
import { Segmented } from "@/ui/Segmented";
import { BINDINGS } from "./bindings";
import { useDesk } from "./context";
import { type Letters, setLetters, setMoves, useKeyboardSettings } from "./keyboard-settings";
import type { Binding, Group } from "./keymap";
import { KeyRow } from "./keys/KeyRow";
import { clashes, keysOf, type Moves, NO_MOVES } from "./keys/moves";
import { ranked } from "./palette/rank";

interface HelpSheetProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const GROUPS: readonly (readonly [Group, () => string])[] = [
  ["play", m.editor_group_play],
  ["time", m.editor_group_time],
  ["trace", m.editor_group_trace],
  ["suggest", m.editor_group_suggest],
  ["box", m.editor_group_box],
  ["view", m.editor_group_view],
  ["work", m.editor_group_work],
];

/** What acts together with the mouse or another key, and cannot be moved. */
const FIXED: Partial<Record<Group, () => readonly [keys: string, name: string]>> = {
  play: () => ["K+J  K+L", m.editor_key_held_step()],
  view: () => ["Ctrl+Wheel", m.editor_key_wheel()],
};

export const HelpSheet = ({ isOpen, onClose }: HelpSheetProps) => {
  const moves = useKeyboardSettings((state) => state.moves);
  return (
    <Dialog
      title={m.editor_help()}
      isOpen={isOpen}
      onClose={onClose}
      width="large"
      actions={
        <>
          <Button
            icon={RotateCcw}
            isDisabled={Object.keys(moves).length === 0}
            onPress={() => setMoves(NO_MOVES)}
          >
            {m.keys_reset_all()}
          </Button>
          <Button icon={Printer} onPress={() => window.print()}>
            {m.print()}
          </Button>
        </>
      }
    >
      <Sheet moves={moves} />
    </Dialog>
  );
};

const Sheet = ({ moves }: { readonly moves: Moves }) => {
  const desk = useDesk();
  const [query, setQuery] = useState("");
  const mode = desk.isReview ? "review" : "label";
  const rows = BINDINGS.filter(({ only }) => !only || only === mode);
  const found = new Set<Binding>(
    ranked(
      rows.map((binding) => ({ binding, text: binding.name(), words: keysOf(binding, moves) })),
      query,
    ).map(({ binding }) => binding),
  );
  const clashing = clashes(BINDINGS, moves);
  return (
    <div data-paper className="flex flex-col gap-4">
      <div data-noprint className="flex flex-col gap-4">
        <SearchField
          label={m.keys_search()}
          placeholder={m.keys_search()}
          value={query}
          onChange={setQuery}
        />
        <LettersChoice />
        <p className="text-13 text-muted">{m.keys_how()}</p>
        {clashing.size > 0 && (
          <p role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-13 text-warn">
            {m.keys_clash()}
          </p>
        )}
      </div>
      {found.size === 0 && <p className="text-14 text-muted">{m.palette_nothing()}</p>}
      <div className="columns-1 gap-8 tablet:columns-2 desktop:columns-3 print:columns-2">
        {GROUPS.map(([group, title]) => {
          const shown = rows.filter((row) => row.group === group && found.has(row));
          const fixed = query === "" && FIXED[group]?.();
          if (shown.length === 0) return null;
          return (
            <section key={group} className="mb-5">
              <h3 className="break-after-avoid pb-1.5 text-13 font-semibold">{title()}</h3>
              <dl className="flex flex-col">
                {shown.map((binding) => (
                  <KeyRow
                    key={`${binding.only} ${binding.keys}`}
                    binding={binding}
                    clashing={clashing}
                  />
                ))}
                {fixed && <FixedRow keys={fixed[0]} name={fixed[1]} />}
              </dl>
            </section>
          );
        })}
      </div>
    </div>
  );
};

const LettersChoice = () => {
  const letters = useKeyboardSettings((state) => state.letters);
  return (
    <div className="flex flex-col items-start gap-1.5">
      <h3 className="text-13 font-medium">{m.editor_letters()}</h3>
      <Segmented<Letters>
        label={m.editor_letters()}
        choices={[
          { key: "on", text: m.keys_letters_on() },
          { key: "focus", text: m.keys_letters_focus() },
          { key: "off", text: m.keys_letters_off() },
        ]}
        value={letters}
        onChange={setLetters}
      />
      <p className="text-12 text-muted">{m.editor_letters_help()}</p>
    </div>
  );
};

const FixedRow = ({ keys, name }: { readonly keys: string; readonly name: string }) => (
  <div className="flex items-center justify-between gap-3 py-0.5">
    <dt className="text-13 text-muted">{name}</dt>
    <dd className="flex min-h-6 shrink-0 items-center">
      <Keys>{keys}</Keys>
    </dd>
  </div>
);
