/** Two people changed the same thing: shows both and lets the person decide. */
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";
import type { Question } from "@/store/editor";
import type { Clash } from "@/store/merge";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { useEditor } from "./context";

const FIELDS: Readonly<Record<string, () => string>> = {
  category: m.editor_category,
  also: m.editor_also,
  tags: m.editor_field_tags,
  span: m.editor_span,
  track: m.editor_box,
  explanation: m.editor_explanation,
  origin: m.editor_field_origin,
};

export const ClashDialog = () => {
  const question = useEditor((state) => state.question);
  if (!question) return null;
  return (
    <Dialog
      title={m.editor_clash_title()}
      isOpen
      onClose={() => undefined}
      isDismissable={false}
      role="alertdialog"
      actions={
        <>
          <Button onPress={() => question.answer("theirs")}>{m.editor_clash_theirs()}</Button>
          <Button look="primary" onPress={() => question.answer("mine")}>
            {m.editor_clash_mine()}
          </Button>
        </>
      }
    >
      <p className="text-14 text-muted">{m.editor_clash_text()}</p>
      <ul className="flex flex-col gap-1 rounded-md bg-sunken p-3 text-13">
        {question.clashes.map((clash) => (
          <li key={JSON.stringify(clash)}>{describe(clash, question)}</li>
        ))}
      </ul>
    </Dialog>
  );
};

const describe = (clash: Clash, { mine, theirs }: Question): string => {
  if (clash.kind === "verdict") return m.editor_verdict();
  if (clash.kind === "note") return m.editor_note();
  const trace = [...mine.traces, ...theirs.traces].find((each) => each.id === clash.trace);
  const name = categoryOf(trace?.category ?? null).name();
  if (clash.kind === "field") return `${name}: ${FIELDS[clash.field]?.() ?? clash.field}`;
  return clash.by === "mine"
    ? m.editor_clash_deleted_mine({ trace: name })
    : m.editor_clash_deleted_theirs({ trace: name });
};
