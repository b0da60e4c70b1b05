/** Over the picture while it is looked at in another way: what is shown, its settings, the way out. */
import { X } from "lucide-react";
import { ToggleButton } from "react-aria-components";
import { useStore } from "zustand";
import { GAINS, type Gain, type Look, REACHES, type Reach } from "@/frames/look";
import type { Sight } from "@/frames/sight";
import { m } from "@/i18n";
import { buttonClass, IconButton } from "@/ui/Button";
import { Select } from "@/ui/Select";
import * as looking from "./commands/looking";
import { useDesk } from "./context";
import { useSight } from "./useSight";

export const LookBar = () => {
  const sight = useSight();
  return sight && <Bar sight={sight} />;
};

const TITLES: Readonly<Record<Exclude<Look, "plain">, () => string>> = {
  difference: m.frames_difference,
  onion: m.frames_onion,
  flip: m.frames_flip,
  original: m.frames_original,
};

const REACH_WORDS: Readonly<Record<Reach, () => string>> = {
  [-1]: m.frames_reach_previous,
  [-2]: m.frames_reach_two,
  [-5]: m.frames_reach_five,
  1: m.frames_reach_next,
};

const Bar = ({ sight }: { readonly sight: Sight }) => {
  const { look, reach } = useStore(sight.store);
  if (look === "plain") return null;
  return (
    <section
      aria-label={m.frames_looks()}
      data-testid="look"
      data-look={look}
      className="absolute top-3 left-3 z-10 flex max-w-[calc(100%-1.5rem)] flex-wrap items-center gap-2 rounded-md border border-line bg-raised py-1 pr-1 pl-3 text-13 shadow-overlay"
    >
      <span className="font-medium">{TITLES[look]()}</span>
      {look === "original" ? (
        <Original sight={sight} />
      ) : (
        <Select
          label={m.frames_reach()}
          isLabelHidden
          size="dense"
          className="w-38"
          value={String(reach)}
          choices={REACHES.map((each) => ({ key: String(each), text: REACH_WORDS[each]() }))}
          onChange={(key) => sight.set({ reach: Number(key) as Reach })}
        />
      )}
      {look === "difference" && <Gains sight={sight} />}
      {look === "flip" && <Flips sight={sight} />}
      <IconButton
        icon={X}
        size="dense"
        label={m.frames_leave()}
        onPress={() => sight.set({ look: "plain" })}
      />
    </section>
  );
};

const Gains = ({ sight }: { readonly sight: Sight }) => {
  const gain = useStore(sight.store, (state) => state.gain);
  return (
    <Select
      label={m.frames_gain()}
      isLabelHidden
      size="dense"
      className="w-18"
      value={String(gain)}
      choices={GAINS.map((each) => ({ key: String(each), text: `${2 ** each}×` }))}
      onChange={(key) => sight.set({ gain: Number(key) as Gain })}
    />
  );
};

const Flips = ({ sight }: { readonly sight: Sight }) => {
  const desk = useDesk();
  const { isFlipped, isBlinking } = useStore(sight.store);
  const toggle = "data-selected:bg-accent-soft data-selected:text-accent-text";
  return (
    <>
      <ToggleButton
        isSelected={isFlipped}
        onChange={() => looking.flip(desk)}
        className={`${buttonClass("secondary", "dense")} ${toggle}`}
      >
        {isFlipped ? m.frames_shows_other() : m.frames_shows_this()}
      </ToggleButton>
      <ToggleButton
        isSelected={isBlinking}
        onChange={() => looking.blink(desk)}
        className={`${buttonClass("secondary", "dense")} ${toggle}`}
      >
        {m.frames_blink()}
      </ToggleButton>
    </>
  );
};

const Original = ({ sight }: { readonly sight: Sight }) => {
  const { video } = useDesk().bench.options.task;
  const original = useStore(sight.store, (state) => state.original);
  const words = {
    none: m.frames_original_moving(),
    loading: m.frames_original_loading(),
    shown: m.frames_original_size({ width: video.width ?? 0, height: video.height ?? 0 }),
    failed: m.frames_original_failed(),
  };
  return (
    <>
      <span role="status" className="text-muted">
        {words[original]}
      </span>
      {video.original_url && (
        <a href={video.original_url} download className={buttonClass("secondary", "dense")}>
          {m.frames_original_file()}
        </a>
      )}
    </>
  );
};
