/** Brightness, contrast, gamma and enhancement of the picture. */
import { SunMedium } from "lucide-react";
import { useStore } from "zustand";
import { gradeStore, isNeutral, NEUTRAL, RANGES, type Tone } from "@/canvas/grade";
import { m } from "@/i18n";
import { formatShare } from "@/i18n/format";
import { Button } from "@/ui/Button";
import { Segmented } from "@/ui/Segmented";
import { useKeyed } from "./keys/spelled";
import { PopPanel } from "./PopPanel";
import { RangeField } from "./RangeField";

const TONES: readonly (readonly [Tone, () => string])[] = [
  ["brightness", m.editor_grade_brightness],
  ["contrast", m.editor_grade_contrast],
  ["gamma", m.editor_grade_gamma],
];

export const GradePanel = () => {
  const look = useStore(gradeStore);
  const keyed = useKeyed();
  return (
    <PopPanel icon={SunMedium} label={m.editor_grade()} isActive={!isNeutral(look)}>
      {TONES.map(([tone, label]) => (
        <RangeField
          key={tone}
          label={label()}
          value={look[tone]}
          low={RANGES[tone][0]}
          high={RANGES[tone][1]}
          step={0.05}
          text={formatShare(look[tone])}
          onChange={(value) => gradeStore.setState({ [tone]: value })}
        />
      ))}
      <Segmented
        label={keyed(m.editor_grade_enhance(), "enhance")}
        value={look.enhancement}
        choices={[
          { key: "none", text: m.editor_grade_none() },
          { key: "contrast", text: m.editor_grade_local() },
          { key: "edges", text: m.editor_grade_edges() },
        ]}
        onChange={(enhancement) => gradeStore.setState({ enhancement })}
      />
      <Button
        size="dense"
        look="quiet"
        isDisabled={isNeutral(look)}
        onPress={() => gradeStore.setState(NEUTRAL)}
      >
        {m.editor_grade_reset()}
      </Button>
    </PopPanel>
  );
};
