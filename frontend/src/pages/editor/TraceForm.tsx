/** The fields of the selected trace: what, when, where, why. */
import { Copy, Trash2 } from "lucide-react";
import type { Trace } from "@/domain/document";
import { m } from "@/i18n";
import { canChange } from "@/store/editor";
import { Button } from "@/ui/Button";
import { BoxFields } from "./BoxFields";
import { CategoryPicker } from "./CategoryPicker";
import { duplicate, removeTrace } from "./commands/traces";
import { useDesk, useEditor } from "./context";
import { ExplanationField } from "./ExplanationField";
import { RuleCard } from "./RuleCard";
import { SpanFields } from "./SpanFields";

interface TraceFormProps {
  readonly trace: Trace;
}

export const TraceForm = ({ trace }: TraceFormProps) => {
  const desk = useDesk();
  const isLocked = useEditor((state) => !canChange(state, trace.id));
  return (
    <fieldset disabled={isLocked} className="flex min-w-0 flex-col gap-4 px-4 pb-4">
      <CategoryPicker trace={trace} isLocked={isLocked} />
      {trace.category && <RuleCard category={trace.category} />}
      <ExplanationField trace={trace} isLocked={isLocked} />
      <SpanFields trace={trace} isLocked={isLocked} />
      <BoxFields trace={trace} isLocked={isLocked} />
      <div className="flex justify-end gap-2">
        <Button
          size="dense"
          look="quiet"
          icon={Copy}
          isDisabled={isLocked}
          onPress={() => duplicate(desk)}
        >
          {m.editor_duplicate()}
        </Button>
        <Button
          size="dense"
          look="danger"
          icon={Trash2}
          isDisabled={isLocked}
          onPress={() => removeTrace(desk, trace)}
        >
          {m.editor_delete()}
        </Button>
      </div>
    </fieldset>
  );
};
