/** The right side: what the reviewer said, the verdict, the traces, and what is still missing. */
import { BookOpen } from "lucide-react";
import { m } from "@/i18n";
import { Button } from "@/ui/Button";
import { Comments } from "./Comments";
import { useDesk } from "./context";
import { Missing } from "./Missing";
import { Note } from "./Note";
import { SuggestionList } from "./SuggestionList";
import { TraceList } from "./TraceList";
import { Verdict } from "./Verdict";

export const Inspector = () => {
  const { bench, room } = useDesk();
  const { prompt } = bench.options.task.video;
  return (
    <aside
      id="inspector"
      aria-label={m.editor_inspector()}
      className="flex min-h-0 flex-1 flex-col border-l border-line bg-panel"
    >
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
        <Comments />
        {prompt && (
          <section className="border-b border-line px-4 py-3">
            <h2 className="pb-1 text-12 font-medium text-muted">{m.editor_prompt()}</h2>
            <p className="text-13">{prompt}</p>
          </section>
        )}
        <Verdict />
        <SuggestionList />
        <TraceList />
        <Note />
      </div>
      <Missing />
      <footer className="border-t border-line px-4 py-2">
        <Button look="quiet" size="dense" icon={BookOpen} onPress={() => room.openGuideline()}>
          {m.editor_guideline()}
        </Button>
      </footer>
    </aside>
  );
};
