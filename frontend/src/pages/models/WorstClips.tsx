/** Where the model is most wrong: the clips to look at, with truth and prediction drawn on them. */
import { PartyPopper } from "lucide-react";
import { useState } from "react";
import type { WorstClip } from "@/api/types";
import { m } from "@/i18n";
import { formatShare } from "@/i18n/format";
import { labelName } from "@/i18n/names";
import { cx } from "@/ui/cx";
import { EmptyState, Panel } from "@/ui/Panel";
import { JudgedClip } from "./JudgedClip";

interface WorstClipsProps {
  readonly project: string;
  readonly clips: readonly WorstClip[];
}

export const WorstClips = ({ project, clips }: WorstClipsProps) => {
  const [index, setIndex] = useState(0);
  const chosen = clips[index];
  return (
    <Panel title={m.models_worst_title()}>
      {chosen ? (
        <div className="grid grid-cols-1 laptop:grid-cols-[minmax(0,19rem)_minmax(0,1fr)]">
          <ol className="max-h-150 overflow-y-auto border-line max-laptop:max-h-56 max-laptop:border-b laptop:border-r">
            {clips.map((clip, place) => (
              <li key={clip.sha256} className="border-b border-line last:border-0">
                <button
                  type="button"
                  aria-pressed={place === index}
                  onClick={() => setIndex(place)}
                  className={cx(
                    "flex w-full cursor-pointer flex-col gap-0.5 px-4 py-2.5 text-left hover:bg-hover",
                    place === index && "bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]",
                  )}
                >
                  <span className="max-w-full truncate text-13 font-medium">
                    {clip.name || clip.sha256.slice(0, 12)}
                  </span>
                  <span className="numeric text-12 text-muted">
                    {m.models_worst_line({
                      label: labelName(clip.label),
                      share: formatShare(clip.p_fake),
                    })}
                  </span>
                </button>
              </li>
            ))}
          </ol>
          <JudgedClip key={chosen.sha256} project={project} clip={chosen} />
        </div>
      ) : (
        <EmptyState
          icon={PartyPopper}
          title={m.models_worst_none()}
          text={m.models_worst_none_text()}
        />
      )}
    </Panel>
  );
};
