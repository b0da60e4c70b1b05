/** The right side: what the reviewer said, the verdict, the traces, and what is still missing. */
import { BookOpen, CircleHelp } from "lucide-react";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Comments } from "./Comments";
import { useDesk, useEditor } from "./context";
import { BoundKey } from "./keys/BoundKey";
import { Missing } from "./Missing";
import { Note } from "./Note";
import { Questions } from "./Questions";
import { NextRule } from "./RuleCard";
import { SuggestionList } from "./SuggestionList";
import { TraceList } from "./TraceList";
import { Verdict } from "./Verdict";

export const Inspector = () => {
  const { bench, room, isReview } = useDesk();
  const mayEdit = useEditor((state) => state.mayEdit);
  const { prompt } = bench.options.task.video;
  return (
    <aside
      id="inspector"
      aria-label={m.editor_inspector()}
      className="flex min-h-0 flex-1 flex-col border-l border-line bg-panel"
    >
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <Comments />
        <Questions />
        {prompt && (
          <section className="border-b border-line px-4 py-3">
            <h2 className="pb-1 text-12 font-medium text-muted">{m.editor_prompt()}</h2>
            <p className="text-13">{prompt}</p>
          </section>
        )}
        <Verdict />
        <SuggestionList />
        <NextRule />
        <TraceList />
        <Note />
      </div>
      <Missing />
      <footer className="flex flex-wrap gap-1 border-t border-line px-2 py-2">
        <Button look="quiet" size="dense" icon={BookOpen} onPress={() => room.openGuideline()}>
          {m.editor_guideline()}
        </Button>
        {!isReview && (
          <Button
            look="quiet"
            size="dense"
            icon={CircleHelp}
            isDisabled={!mayEdit}
            onPress={() => room.ask()}
          >
            {m.editor_ask()} <BoundKey of="ask" />
          </Button>
        )}
      </footer>
    </aside>
  );
};
