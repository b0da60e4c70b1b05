/** A remark on the whole clip, for the reviewer. */
import { m } from "@/i18n";
import { canEdit } from "@/store/editor";
import { setNote } from "@/store/edits";
import { TextField } from "@/ui/TextField";
import { useDesk, useEditor } from "./context";

export const Note = () => {
  const { editor } = useDesk();
  const note = useEditor((state) => state.history.document.note);
  const isLocked = useEditor((state) => !canEdit(state));
  return (
    <section className="px-4 py-4">
      <TextField
        label={m.editor_note()}
        aside={m.editor_optional()}
        rows={2}
        value={note}
        isDisabled={isLocked}
        onChange={(value) => editor.edit(setNote(value), "note")}
        onBlur={() => editor.settle()}
      />
    </section>
  );
};
