/** Settings of playing and marking: rolls, reaction time, and how far a jump goes. */
import { Settings2 } from "lucide-react";
import { m } from "@/i18n";
import { formatSeconds } from "@/i18n/format";
import { Switch } from "@/ui/Switch";
import { PopPanel } from "./PopPanel";
import { type PlaySettings, setPlaySettings, usePlaySettings } from "./play-settings";
import { RangeField } from "./RangeField";

type Seconds = Exclude<keyof PlaySettings, "jumpsSecond">;

const FIELDS: readonly (readonly [Seconds, () => string, number])[] = [
  ["preRoll", m.editor_play_pre_roll, 2],
  ["postRoll", m.editor_play_post_roll, 2],
  ["reaction", m.editor_play_reaction, 1],
];

export const PlayPanel = () => {
  const settings = usePlaySettings();
  return (
    <PopPanel icon={Settings2} label={m.editor_play_settings()}>
      {FIELDS.map(([field, label, most]) => (
        <RangeField
          key={field}
          label={label()}
          value={settings[field]}
          low={0}
          high={most}
          step={0.1}
          text={formatSeconds(settings[field])}
          onChange={(value) => setPlaySettings({ [field]: value })}
        />
      ))}
      <p className="text-12 text-muted">{m.editor_play_reaction_help()}</p>
      <Switch
        label={m.editor_play_jump()}
        isSelected={settings.jumpsSecond}
        onChange={(jumpsSecond) => setPlaySettings({ jumpsSecond })}
      />
    </PopPanel>
  );
};
