/** Two people changed the same thing: shows both and lets the person decide. */
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";
import type { Question } from "@/store/editor";
import type { Clash } from "@/store/merge";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { useEditor } from "./context";
import { FIELD_NAMES, fieldText, noteText, verdictText } from "./fieldNames";

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
      <table className="w-full text-13">
        <thead>
          <tr className="text-left text-12 text-muted">
            <th scope="col" className="py-1 pr-3 font-medium">
              {m.editor_clash_what()}
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              {m.editor_clash_here()}
            </th>
            <th scope="col" className="py-1 font-medium">
              {m.editor_clash_elsewhere()}
            </th>
          </tr>
        </thead>
        <tbody>
          {question.clashes.map((clash) => {
            const { what, here, elsewhere } = describe(clash, question);
            return (
              <tr key={JSON.stringify(clash)} className="border-t border-line align-top">
                <th scope="row" className="py-1.5 pr-3 text-left font-medium">
                  {what}
                </th>
                <td className="py-1.5 pr-3 [overflow-wrap:anywhere]">{here}</td>
                <td className="py-1.5 [overflow-wrap:anywhere]">{elsewhere}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Dialog>
  );
};

interface Told {
  readonly what: string;
  readonly here: string;
  readonly elsewhere: string;
}

const describe = (clash: Clash, { mine, theirs }: Question): Told => {
  if (clash.kind === "verdict")
    return { what: m.editor_verdict(), here: verdictText(mine), elsewhere: verdictText(theirs) };
  if (clash.kind === "note")
    return { what: m.editor_note(), here: noteText(mine), elsewhere: noteText(theirs) };
  const left = mine.traces.find((each) => each.id === clash.trace);
  const right = theirs.traces.find((each) => each.id === clash.trace);
  const name = categoryOf((left ?? right)?.category ?? null).name();
  if (clash.kind === "deleted") {
    const isMine = clash.by === "mine";
    return {
      what: name,
      here: isMine ? m.editor_clash_deleted() : m.editor_clash_changed(),
      elsewhere: isMine ? m.editor_clash_changed() : m.editor_clash_deleted(),
    };
  }
  return {
    what: `${name}: ${FIELD_NAMES[clash.field]()}`,
    here: left ? fieldText(clash.field, left) : "",
    elsewhere: right ? fieldText(clash.field, right) : "",
  };
};
