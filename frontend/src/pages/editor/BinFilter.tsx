/** Shows suggestions by how sure the model is; hidden ones stay undecided, and that is said. */
import { ToggleButton } from "react-aria-components";
import { m } from "@/i18n";
import { binName } from "@/i18n/names";
import { BINS, type Suggestion, unfiltered } from "@/store/suggestions";
import { setFilter } from "./commands/suggestions";
import { useDesk, useEditor } from "./context";
import { BoundKey } from "./keys/BoundKey";

export const BinFilter = ({ undone }: { readonly undone: readonly Suggestion[] }) => {
  const desk = useDesk();
  const hidden = useEditor((state) => state.hiddenBins);
  const present = BINS.filter((bin) => undone.some((each) => each.bin === bin));
  const away = undone.length - unfiltered(undone, hidden).length;
  // Nothing to choose between, and nothing that was chosen away.
  if (present.length < 2 && away === 0) return null;
  return (
    <div className="flex flex-col gap-1">
      {/* biome-ignore lint/a11y/useSemanticElements: these are no fields of a form. */}
      <div
        role="group"
        aria-label={m.editor_filter()}
        className="flex flex-wrap items-center gap-1"
      >
        {BINS.map((bin) => (
          <ToggleButton
            key={bin}
            isSelected={!hidden.includes(bin)}
            onChange={(isOn) =>
              setFilter(desk, isOn ? hidden.filter((each) => each !== bin) : [...hidden, bin])
            }
            className="focus-ring h-6.5 cursor-pointer rounded-full border border-line px-2.5 text-12 text-muted line-through hover:text-text data-selected:border-accent data-selected:bg-accent-soft data-selected:text-text data-selected:no-underline pointer-coarse:h-10"
          >
            {binName(bin)} {undone.filter((each) => each.bin === bin).length}
          </ToggleButton>
        ))}
        <BoundKey of="filter" />
      </div>
      {away > 0 && <p className="text-12 text-muted">{m.editor_filtered({ count: away })}</p>}
    </div>
  );
};
