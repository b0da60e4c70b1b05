/** The end of the run's log; it follows what is written unless one has scrolled up. */
import { useLayoutEffect, useRef, useState } from "react";
import { explain } from "@/api/explain";
import { readLog } from "@/api/runs";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { Panel } from "@/ui/Panel";
import { joined } from "./log-text";

const LOOK_EVERY_MS = 2000;

interface RunLogProps {
  readonly id: number;
  readonly isLive: boolean;
}

const useLog = (id: number, isLive: boolean) => {
  const [text, setText] = useState("");
  const [error, setError] = useState<unknown>(null);
  const offset = useRef(0);
  useScope(
    (scope) => {
      let isReading = false;
      const read = async (): Promise<void> => {
        if (isReading || document.hidden) return;
        isReading = true;
        try {
          for (;;) {
            const part = await readLog(id, offset.current);
            if (scope.ended) return;
            setError(null);
            if (part.next_offset <= offset.current) return;
            offset.current = part.next_offset;
            setText((before) => joined(before, part.text));
          }
        } catch (failure) {
          if (!scope.ended) setError(failure);
        } finally {
          isReading = false;
        }
      };
      void read();
      if (isLive) scope.interval(LOOK_EVERY_MS, () => void read());
      scope.listen(document, "visibilitychange", () => void read());
    },
    [id, isLive],
  );
  return { text, error };
};

/** Pixels from the end that still count as being there. */
const NEAR = 24;

export const RunLog = ({ id, isLive }: RunLogProps) => {
  const { text, error } = useLog(id, isLive);
  const box = useRef<HTMLPreElement>(null);
  const isAtEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new text is what moves the end.
  useLayoutEffect(() => {
    const node = box.current;
    if (node && isAtEnd.current) node.scrollTop = node.scrollHeight;
  }, [text]);
  return (
    <Panel title={m.models_log_title()}>
      {text ? (
        <pre
          ref={box}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus.
          tabIndex={0}
          onScroll={({ currentTarget: node }) => {
            isAtEnd.current = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR;
          }}
          className="max-h-96 overflow-auto bg-sunken p-4 font-mono text-12 leading-5 whitespace-pre-wrap wrap-anywhere"
        >
          {text}
        </pre>
      ) : (
        <p className="p-4 text-13 text-muted">
          {isLive ? m.models_log_soon() : m.models_log_none()}
        </p>
      )}
      {error !== null && (
        <p role="status" className="border-t border-line px-4 py-2 text-12 text-warn">
          {explain(error).text}
        </p>
      )}
    </Panel>
  );
};
