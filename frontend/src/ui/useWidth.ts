/** How wide an element is, now and whenever that changes. */
import { type RefObject, useRef, useState } from "react";
import { useScope } from "@/lib/useScope";

export const useWidth = (
  first: number,
  least: number,
): readonly [RefObject<HTMLDivElement | null>, number] => {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(first);
  useScope(
    (scope) => {
      const node = host.current;
      if (!node) return;
      const observer = new ResizeObserver(() => setWidth(Math.max(least, node.clientWidth)));
      observer.observe(node);
      scope.defer(() => observer.disconnect());
    },
    [least],
  );
  return [host, width];
};
