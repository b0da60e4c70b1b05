/** Ctrl+K: everything that can be done here, found by typing a few letters of it. */
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useMemo, useState } from "react";
import { Dialog as AriaDialog, Modal, ModalOverlay } from "react-aria-components";
import { useRole } from "@/api/session";
import { m } from "@/i18n";
import { cx } from "@/ui/cx";
import { inputClass } from "@/ui/field";
import { Kbd } from "@/ui/Kbd";
import { BINDINGS } from "../bindings";
import { useDesk } from "../context";
import { useKeyboardSettings } from "../keyboard-settings";
import {
  categoryEntries,
  commandEntries,
  type Entry,
  frameEntries,
  pageEntries,
  traceEntries,
} from "./entries";
import { ranked } from "./rank";

interface CommandPaletteProps {
  readonly isOpen: boolean;
  /** Which opening this is: each begins with an empty field. */
  readonly number: number;
  readonly onClose: () => void;
}

/** More rows help nobody: one types another letter. */
const SHOWN = 50;

export const CommandPalette = ({ isOpen, number, onClose }: CommandPaletteProps) => (
  <ModalOverlay
    isOpen={isOpen}
    onOpenChange={(open) => !open && onClose()}
    isDismissable
    className="animate-fade fixed inset-0 z-50 flex items-start justify-center bg-scrim p-4 tablet:pt-[12dvh]"
  >
    <Modal className="w-full max-w-150">
      <AriaDialog
        aria-label={m.palette_title()}
        className="animate-appear flex max-h-[70dvh] flex-col rounded-lg border border-line bg-raised shadow-overlay outline-none"
      >
        <Palette key={number} onClose={onClose} />
      </AriaDialog>
    </Modal>
  </ModalOverlay>
);

const useEntries = (query: string): readonly Entry[] => {
  const desk = useDesk();
  const navigate = useNavigate();
  const moves = useKeyboardSettings((state) => state.moves);
  const { project, table } = desk.bench.options;
  const role = useRole(project.slug);
  const mode = desk.isReview ? "review" : "label";
  const all = useMemo(
    () => [
      ...traceEntries(desk),
      ...commandEntries(desk, BINDINGS, mode, moves),
      ...categoryEntries(desk),
      ...pageEntries(role, (to) => void navigate({ to, params: { project: project.slug } })),
    ],
    [desk, mode, moves, role, navigate, project],
  );
  return useMemo(
    () => [...frameEntries(query, table, desk.seek), ...ranked(all, query)].slice(0, SHOWN),
    [all, query, table, desk],
  );
};

const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const { room } = useDesk();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState(0);
  const entries = useEntries(query);
  const at = Math.min(chosen, entries.length - 1);

  const run = (entry: Entry | undefined): void => {
    if (!entry) return;
    onClose();
    room.afterDialog(entry.run);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Enter also ends the composing of a Korean syllable.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const last = entries.length - 1;
      const isStep = event.key.startsWith("Arrow");
      setChosen(
        isStep && to > last ? 0 : isStep && to < 0 ? last : Math.min(Math.max(to, 0), last),
      );
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(entries[at]);
    }
  };
  return (
    <>
      <div className="p-3">
        <input
          // biome-ignore lint/a11y/noAutofocus: a palette is opened to type into it.
          autoFocus
          role="combobox"
          aria-label={m.palette_title()}
          aria-expanded="true"
          aria-controls="palette-entries"
          aria-activedescendant={entries[at] ? `palette-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={m.palette_hint()}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          className={cx(inputClass, "h-10 text-16")}
        />
      </div>
      <p role="status" className="sr-only">
        {m.palette_found({ count: entries.length })}
      </p>
      {entries.length === 0 && (
        <p className="px-5 pb-5 text-14 text-muted">{m.palette_nothing()}</p>
      )}
      <div
        id="palette-entries"
        role="listbox"
        aria-label={m.palette_title()}
        className="min-h-0 overflow-y-auto px-2 pb-2"
      >
        {entries.map((entry, index) => (
          <Row
            key={entry.id}
            entry={entry}
            index={index}
            isChosen={index === at}
            onPoint={() => setChosen(index)}
            onRun={() => run(entry)}
          />
        ))}
      </div>
    </>
  );
};

interface RowProps {
  readonly entry: Entry;
  readonly index: number;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}

const Row = ({ entry, index, isChosen, onPoint, onRun }: RowProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the field above holds the focus and the keys.
  <div
    id={`palette-${index}`}
    ref={(row) => {
      if (isChosen) row?.scrollIntoView({ block: "nearest" });
    }}
    role="option"
    tabIndex={-1}
    aria-selected={isChosen}
    onPointerMove={onPoint}
    onClick={onRun}
    className={cx(
      "flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-3 py-1.5 pointer-coarse:min-h-11",
      isChosen && "bg-accent-soft",
    )}
  >
    <span className="w-22 shrink-0 text-12 text-muted">{entry.kind()}</span>
    <span className="min-w-0 flex-1 truncate text-14">{entry.text}</span>
    {entry.keys && <Kbd>{entry.keys}</Kbd>}
  </div>
);
