/** Every key, from the very table that the keyboard obeys. */
import { m } from "@/i18n";
import { Dialog } from "@/ui/Dialog";
import { Kbd } from "@/ui/Kbd";
import { Switch } from "@/ui/Switch";
import { BINDINGS } from "./bindings";
import { useDesk } from "./context";
import { setLetters, useKeyboardSettings } from "./keyboard-settings";
import type { Group } from "./keymap";

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

export const HelpSheet = ({ isOpen, onClose }: HelpSheetProps) => {
  const desk = useDesk();
  const hasLetters = useKeyboardSettings((state) => state.hasLetters);
  const mode = desk.isReview ? "review" : "label";
  return (
    <Dialog title={m.editor_help()} isOpen={isOpen} onClose={onClose} width="large">
      <Switch
        label={m.editor_letters()}
        help={m.editor_letters_help()}
        isSelected={hasLetters}
        onChange={setLetters}
      />
      <div className="columns-1 gap-8 tablet:columns-2 desktop:columns-3">
        {GROUPS.filter(([group]) => group !== "suggest" || mode === "label").map(
          ([group, title]) => (
            <section key={group} className="mb-5 break-inside-avoid">
              <h3 className="pb-1.5 text-13 font-semibold">{title()}</h3>
              <dl className="flex flex-col">
                {BINDINGS.filter((each) => each.group === group)
                  .filter(({ only }) => !only || only === mode)
                  .map(({ keys, name }) => (
                    <Row key={keys} keys={keys} name={name()} />
                  ))}
                {group === "play" && <Row keys="K+J  K+L" name={m.editor_key_held_step()} />}
                {group === "view" && <Row keys="Ctrl+Wheel" name={m.editor_key_wheel()} />}
              </dl>
            </section>
          ),
        )}
      </div>
    </Dialog>
  );
};

const Row = ({ keys, name }: { readonly keys: string; readonly name: string }) => (
  <div className="flex items-baseline justify-between gap-3 py-1">
    <dt className="text-13 text-muted">{name}</dt>
    <dd className="shrink-0">
      <Kbd>{keys}</Kbd>
    </dd>
  </div>
);
