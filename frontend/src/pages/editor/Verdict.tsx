/** What the person says of the whole clip. */
import { Bot, CircleHelp, type LucideIcon, Video } from "lucide-react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import type { Verdict as Value } from "@/domain/document";
import { m } from "@/i18n";
import { canEdit } from "@/store/editor";
import { setVerdict } from "@/store/edits";
import { sayReal } from "./commands/traces";
import { useDesk, useEditor } from "./context";
import { BoundKey } from "./keys/BoundKey";

const CHOICES: readonly {
  readonly key: Value;
  readonly icon: LucideIcon;
  readonly text: () => string;
}[] = [
  { key: "fake", icon: Bot, text: m.editor_verdict_fake },
  { key: "real", icon: Video, text: m.editor_verdict_real },
  { key: "unsure", icon: CircleHelp, text: m.editor_verdict_unsure },
];

export const Verdict = () => {
  const desk = useDesk();
  const verdict = useEditor((state) => state.history.document.verdict);
  const isLocked = useEditor((state) => !canEdit(state));
  const choose = (key: Value): void => {
    if (key === "real") sayReal(desk);
    else desk.editor.edit(setVerdict(key));
  };
  return (
    <section id="verdict" className="border-b border-line px-4 py-3">
      <div className="flex items-center justify-between pb-2">
        <h2 className="text-13 font-semibold">{m.editor_verdict()}</h2>
        <span className="flex items-center gap-1 text-12 text-muted">
          <BoundKey of="real" /> {m.editor_verdict_real()}
        </span>
      </div>
      <ToggleButtonGroup
        aria-label={m.editor_verdict()}
        selectionMode="single"
        selectedKeys={verdict ? [verdict] : []}
        disallowEmptySelection={verdict !== null}
        isDisabled={isLocked}
        onSelectionChange={(keys) => {
          const [key] = keys;
          if (key) choose(key as Value);
        }}
        className="grid grid-cols-3 gap-1.5"
      >
        {CHOICES.map(({ key, icon: Icon, text }) => (
          <ToggleButton
            key={key}
            id={key}
            className="focus-ring flex h-9 cursor-pointer items-center justify-center gap-1.5 rounded-md border border-control px-1 text-13 text-text hover:bg-hover data-disabled:cursor-default data-selected:border-accent data-selected:bg-accent-soft data-selected:font-medium data-selected:text-accent-text"
          >
            <Icon aria-hidden size={15} className="shrink-0" />
            {text()}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </section>
  );
};
