/** What came back from this device after a crash or a reload: shown, kept or thrown away. */
import { ChevronDown, History } from "lucide-react";
import { useState } from "react";
import { m } from "@/i18n";
import { formatDateTime } from "@/i18n/format";
import { categoryOf } from "@/store/categories";
import { bringBack, type Change, discard, holds, type Restored as What } from "@/store/restore";
import { announce } from "@/ui/announce";
import { Button } from "@/ui/Button";
import { cx } from "@/ui/cx";
import { reveal } from "./commands/traces";
import { useDesk, useEditor } from "./context";
import { FIELD_NAMES, fieldText, noteText, verdictText } from "./fieldNames";
import { Notice } from "./Notice";

interface RestoredProps {
  readonly restored: What;
}

export const Restored = ({ restored }: RestoredProps) => {
  const { editor } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const document = useEditor((state) => state.history.document);
  const held = restored.changes.filter((change) => holds(change, document));
  const keep = (): void => {
    editor.set({ restored: null });
    announce(m.editor_restored_kept());
  };
  const discardAll = (): void => {
    editor.edit((draft) => {
      for (const change of held) discard(change)(draft);
    });
    announce(m.editor_restored_discarded_all());
  };
  return (
    <Notice
      icon={History}
      text={`${headline(restored)} ${m.editor_restored_when({ time: formatDateTime(new Date(restored.at).toISOString()) })}`}
      actions={
        <>
          <Button
            size="dense"
            look="quiet"
            icon={ChevronDown}
            aria-expanded={isOpen}
            aria-controls="restored"
            onPress={() => setOpen(!isOpen)}
          >
            {m.editor_restored_show()}
          </Button>
          <Button size="dense" look="primary" onPress={keep}>
            {m.editor_restored_keep()}
          </Button>
        </>
      }
    >
      {isOpen && (
        <div id="restored" className="flex flex-col gap-2 pt-2">
          <ul className="flex max-h-56 flex-col gap-1 overflow-y-auto">
            {restored.changes.map((change) => (
              <Row
                key={`${change.kind} ${change.id}`}
                change={change}
                isHeld={held.includes(change)}
                isRenamed={restored.renamed.includes(change.id)}
              />
            ))}
          </ul>
          <Button
            size="dense"
            className="self-start"
            isDisabled={held.length === 0}
            onPress={discardAll}
          >
            {m.editor_restored_discard_all()}
          </Button>
        </div>
      )}
    </Notice>
  );
};

const headline = ({ changes }: What): string => {
  const count = changes.filter(({ kind }) => kind !== "verdict" && kind !== "note").length;
  if (count === 0) return m.editor_restored_other();
  return count < changes.length ? m.editor_restored_both({ count }) : m.editor_restored({ count });
};

interface RowProps {
  readonly change: Change;
  /** Whether it still stands in the document. */
  readonly isHeld: boolean;
  readonly isRenamed: boolean;
}

const Row = ({ change, isHeld, isRenamed }: RowProps) => {
  const desk = useDesk();
  const name = nameOf(change);
  const turn = (): void => {
    desk.editor.edit(isHeld ? discard(change) : bringBack(change));
    const trace = desk.editor.document.traces.find(({ id }) => id === change.id);
    if (trace) reveal(desk, trace);
    announce(isHeld ? m.editor_restored_gone({ name }) : m.editor_restored_back({ name }));
  };
  return (
    <li className="flex items-start gap-3 rounded-sm bg-sunken px-2.5 py-2">
      <div className={cx("min-w-0 flex-1", !isHeld && "text-muted line-through")}>
        <p className="font-medium">{name}</p>
        {lines(change).map((line) => (
          <p key={line} className="text-12 text-muted [overflow-wrap:anywhere]">
            {line}
          </p>
        ))}
        {isRenamed && <p className="text-12 text-warn">{m.editor_restored_renamed()}</p>}
      </div>
      <Button
        size="dense"
        aria-label={
          isHeld ? m.editor_restored_discard_name({ name }) : m.editor_restored_back_name({ name })
        }
        onPress={turn}
      >
        {isHeld ? m.editor_restored_discard() : m.editor_restored_bring_back()}
      </Button>
    </li>
  );
};

const nameOf = (change: Change): string => {
  switch (change.kind) {
    case "verdict":
      return m.editor_verdict();
    case "note":
      return m.editor_note();
    case "added":
      return m.editor_restored_added({ name: categoryOf(change.after.category).name() });
    case "removed":
      return m.editor_restored_removed({ name: categoryOf(change.before.category).name() });
    case "changed":
      return m.editor_restored_changed({ name: categoryOf(change.after.category).name() });
  }
};

const lines = (change: Change): readonly string[] => {
  switch (change.kind) {
    case "verdict":
      return [arrow(verdictText(change.documents.before), verdictText(change.documents.after))];
    case "note":
      return [arrow(noteText(change.documents.before), noteText(change.documents.after))];
    case "changed":
      return change.fields.map((field) => {
        const values = arrow(fieldText(field, change.before), fieldText(field, change.after));
        return `${FIELD_NAMES[field]()}: ${values}`;
      });
    default: {
      const trace = change.kind === "added" ? change.after : change.before;
      const told = (["span", "track", "explanation"] as const).map(
        (field) => `${FIELD_NAMES[field]()}: ${fieldText(field, trace)}`,
      );
      return [told.join(" · ")];
    }
  }
};

const arrow = (before: string, after: string): string => `${before} → ${after}`;
