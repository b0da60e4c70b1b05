/** Text to take away: a token, a command. */
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { m } from "@/i18n";
import { useScope } from "@/lib/useScope";
import { announce } from "./announce";
import { Button } from "./Button";
import { toast } from "./toast";

interface CopyableProps {
  readonly label: string;
  readonly text: string;
}

const SHOWN_MS = 2000;

export const Copyable = ({ label, text }: CopyableProps) => {
  const [isCopied, setCopied] = useState(false);
  useScope(
    (scope) => {
      if (isCopied) scope.timeout(SHOWN_MS, () => setCopied(false));
    },
    [isCopied],
  );
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Refused, or absent altogether where the page came over plain http.
      toast("error", m.copy_failed());
      return;
    }
    setCopied(true);
    announce(m.copied());
  };
  return (
    <figure className="flex flex-col overflow-hidden rounded-md border border-line bg-sunken">
      <figcaption className="flex items-center justify-between gap-2 border-b border-line py-1 pr-1 pl-3 text-12 text-muted">
        {label}
        <Button
          size="dense"
          look="quiet"
          icon={isCopied ? Check : Copy}
          onPress={() => void copy()}
        >
          {isCopied ? m.copied() : m.copy()}
        </Button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus. */}
      <pre tabIndex={0} className="overflow-x-auto p-3 font-mono text-12 leading-5">
        <code>{text}</code>
      </pre>
    </figure>
  );
};
