/** What makes the picture look other than it is, named on it, each with a way back. */
import { X } from "lucide-react";
import { useStore } from "zustand";
import { gradeStore, isNeutral, NEUTRAL } from "@/canvas/grade";
import { m } from "@/i18n";
import { useDesk, useEditor } from "./context";

export const ViewBadges = () => {
  const { editor } = useDesk();
  const areHidden = useEditor((state) => state.areBoxesHidden);
  const isSolo = useEditor(({ veil, selected }) => veil.isSolo && selected !== null);
  const hidden = useEditor(
    ({ veil, history }) => history.document.traces.filter(({ id }) => veil.hidden.has(id)).length,
  );
  const isChanged = useStore(gradeStore, (look) => !isNeutral(look));
  const { veil } = editor.state;
  const badges = [
    {
      isShown: areHidden,
      text: m.editor_badge_hidden(),
      undo: () => editor.set({ areBoxesHidden: false }),
    },
    {
      isShown: isSolo,
      text: m.editor_badge_solo(),
      undo: () => editor.set({ veil: { ...veil, isSolo: false } }),
    },
    {
      isShown: hidden > 0 && !isSolo && !areHidden,
      text: m.editor_badge_some_hidden({ count: hidden }),
      undo: () => editor.set({ veil: { ...veil, hidden: new Set() } }),
    },
    {
      isShown: isChanged,
      text: m.editor_badge_grade(),
      undo: () => gradeStore.setState(NEUTRAL),
    },
  ].filter(({ isShown }) => isShown);
  if (badges.length === 0) return null;
  return (
    <ul className="absolute top-2 right-2 flex flex-col items-end gap-1">
      {badges.map(({ text, undo }) => (
        <li key={text}>
          <button
            type="button"
            onClick={undo}
            title={m.editor_badge_undo()}
            className="focus-ring flex min-h-6 cursor-pointer items-center gap-1.5 rounded-md bg-[#14161ae6] px-2 text-12 text-[#e8eaed] hover:bg-[#14161a]"
          >
            {text}
            <X aria-hidden size={12} />
          </button>
        </li>
      ))}
    </ul>
  );
};
