/** When: first and last frame in numbers, and buttons that take them from the playhead. */
import type { Trace } from "@/domain/document";
import { secondsAt } from "@/domain/timeline";
import { m } from "@/i18n";
import { setSpan, shift } from "@/store/edits";
import { Button } from "@/ui/Button";
import { CompactNumber } from "./CompactNumber";
import { markEnd, markStart } from "./commands/marking";
import { useDesk } from "./context";
import { clockText } from "./words";

interface SpanFieldsProps {
  readonly trace: Trace;
  readonly isLocked: boolean;
}

export const SpanFields = ({ trace, isLocked }: SpanFieldsProps) => {
  const desk = useDesk();
  const { table } = desk.bench.options;
  const [start, end] = trace.span;
  const set = (from: number, last: number): void => {
    desk.editor.edit(setSpan(trace.id, [from, last + 1]));
  };
  const seconds = clockText(secondsAt(table, end) - secondsAt(table, start));
  return (
    <div id="span" className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between">
        <span className="text-13 font-medium">{m.editor_span()}</span>
        <span className="numeric text-12 text-muted">
          {m.editor_span_length({ count: end - start, seconds })}
        </span>
      </div>
      <div className="grid grid-cols-2 gap-2">
        <div className="flex flex-col gap-1">
          <CompactNumber
            label={m.editor_span_first()}
            value={start}
            minValue={0}
            maxValue={end - 1}
            isDisabled={isLocked}
            onChange={(value) => {
              set(value, end - 1);
              desk.seek(value);
            }}
          />
          <Button size="dense" look="quiet" isDisabled={isLocked} onPress={() => markStart(desk)}>
            {m.editor_set_start()}
          </Button>
        </div>
        <div className="flex flex-col gap-1">
          <CompactNumber
            label={m.editor_span_last()}
            value={end - 1}
            minValue={start}
            maxValue={desk.frameCount - 1}
            isDisabled={isLocked}
            onChange={(value) => {
              set(start, value);
              desk.seek(value);
            }}
          />
          <Button size="dense" look="quiet" isDisabled={isLocked} onPress={() => markEnd(desk)}>
            {m.editor_set_end()}
          </Button>
        </div>
        <CompactNumber
          label={m.editor_span_whole()}
          value={start}
          minValue={0}
          maxValue={desk.frameCount - (end - start)}
          isDisabled={isLocked}
          onChange={(value) => {
            desk.editor.edit(shift(trace.id, value - start, desk.frameCount));
            void desk.seek(desk.editor.selected?.span[0] ?? value);
          }}
        />
      </div>
    </div>
  );
};
