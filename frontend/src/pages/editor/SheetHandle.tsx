/** Opens and closes the inspector where it is a sheet; it says what waits inside. */
import { ChevronDown, ChevronUp } from "lucide-react";
import { CategoryChip } from "@/canvas/CategoryChip";
import { m } from "@/i18n";
import { categoryOf } from "@/store/categories";
import { selectedTrace } from "@/store/editor";
import { useEditor } from "./context";
import { closeSheet, openSheet, useSheet } from "./sheet";

export const SheetHandle = () => {
  const isOpen = useSheet((state) => state.isOpen);
  const count = useEditor((state) => state.history.document.traces.length);
  const selected = useEditor(selectedTrace);
  const Icon = isOpen ? ChevronDown : ChevronUp;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls="inspector"
      onClick={isOpen ? closeSheet : openSheet}
      className="sheet-handle h-12 shrink-0 cursor-pointer items-center gap-3 border-t border-control bg-panel px-4 text-14 hover:bg-hover"
    >
      <span className="font-semibold">{m.editor_inspector()}</span>
      <span className="numeric text-muted">{m.editor_sheet_traces({ count })}</span>
      {selected && (
        <span className="flex min-w-0 items-center gap-2">
          <CategoryChip category={selected.category} />
          <span className="truncate">{categoryOf(selected.category).name()}</span>
        </span>
      )}
      <Icon aria-hidden size={18} className="ml-auto shrink-0 text-muted" />
    </button>
  );
};
