/** Under the picture: stepping, playing, speed and loop, the frame counter, and the tools. */
import {
  ChevronFirst,
  ChevronLast,
  Maximize,
  MousePointer2,
  Pause,
  Play,
  Repeat,
  Scan,
  SquareDashed,
  StepBack,
  StepForward,
  ZoomIn,
  ZoomOut,
} from "lucide-react";
import { ToggleButton } from "react-aria-components";
import { m } from "@/i18n";
import { formatNumber, formatShare } from "@/i18n/format";
import { IconButton } from "@/ui/Button";
import { Select } from "@/ui/Select";
import { Tooltip } from "@/ui/Tooltip";
import * as moving from "./commands/moving";
import * as viewing from "./commands/viewing";
import { useDesk, useEditor } from "./context";
import { FrameCounter } from "./FrameCounter";
import { GradePanel } from "./GradePanel";
import { useKeyed } from "./keys/spelled";
import { LookMenu } from "./LookMenu";
import { PlayPanel } from "./PlayPanel";

const RATES = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 4] as const;

const TOGGLE =
  "focus-ring inline-flex h-(--control-height) w-(--control-height) cursor-pointer items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text data-selected:bg-accent-soft data-selected:text-accent-text data-disabled:opacity-45";

interface TransportProps {
  readonly zoom: number;
}

export const Transport = ({ zoom }: TransportProps) => (
  <div
    role="toolbar"
    aria-label={m.editor_transport()}
    className="transport flex min-h-12 flex-wrap items-center justify-between gap-x-2 gap-y-1 border-y border-line bg-panel px-3 py-1 desktop:grid desktop:grid-cols-[1fr_auto_1fr]"
  >
    <Tools />
    <Playing />
    <View zoom={zoom} />
  </div>
);

const Tools = () => {
  const desk = useDesk();
  const keyed = useKeyed();
  const tool = useEditor((state) => state.tool);
  const choices = [
    {
      tool: "select",
      icon: MousePointer2,
      label: keyed(m.editor_tool_select(), "select"),
      run: viewing.chooseSelect,
    },
    {
      tool: "draw",
      icon: SquareDashed,
      label: keyed(m.editor_tool_draw(), "draw"),
      run: viewing.drawBox,
    },
    {
      tool: "points",
      icon: Scan,
      label: keyed(m.editor_tool_points(), "points"),
      run: viewing.drawPoints,
    },
  ] as const;
  return (
    <div className="flex items-center gap-1">
      {choices.map(({ tool: each, icon: Icon, label, run }) => (
        <Tooltip key={each} text={label}>
          <ToggleButton
            aria-label={label}
            isSelected={tool === each}
            onChange={() => run(desk)}
            className={TOGGLE}
          >
            <Icon aria-hidden size={17} />
          </ToggleButton>
        </Tooltip>
      ))}
    </div>
  );
};

const Playing = () => {
  const desk = useDesk();
  const motion = useEditor((state) => state.motion);
  const isLooping = useEditor((state) => state.isLooping);
  const keyed = useKeyed();
  const loop = keyed(m.editor_loop(), "loop");
  const isMoving = motion !== "still";
  return (
    <div className="flex items-center gap-1">
      <IconButton
        icon={ChevronFirst}
        label={keyed(m.editor_previous_point(), "pointBack")}
        onPress={() => moving.toEditPoint(-1)(desk)}
      />
      <IconButton
        icon={StepBack}
        label={keyed(m.editor_step_back(), "stepBack")}
        onPress={() => moving.step(-1)(desk)}
      />
      <IconButton
        icon={isMoving ? Pause : Play}
        label={keyed(isMoving ? m.editor_pause() : m.editor_play(), "play")}
        look="secondary"
        onPress={() => moving.togglePlay(desk)}
      />
      <IconButton
        icon={StepForward}
        label={keyed(m.editor_step_forward(), "step")}
        onPress={() => moving.step(1)(desk)}
      />
      <IconButton
        icon={ChevronLast}
        label={keyed(m.editor_next_point(), "point")}
        onPress={() => moving.toEditPoint(1)(desk)}
      />
      <FrameCounter />
      <Tooltip text={loop}>
        <ToggleButton
          aria-label={loop}
          isSelected={isLooping}
          onChange={() => moving.toggleLoop(desk)}
          className={TOGGLE}
        >
          <Repeat aria-hidden size={16} />
        </ToggleButton>
      </Tooltip>
      <Speed />
      <PlayPanel />
    </div>
  );
};

const Speed = () => {
  const desk = useDesk();
  const rate = useEditor((state) => state.rate);
  const rates = RATES.some((each) => each === rate) ? RATES : [...RATES, rate];
  return (
    <Select
      label={m.editor_speed()}
      isLabelHidden
      size="dense"
      className="w-19"
      value={String(rate)}
      choices={rates.map((each) => ({ key: String(each), text: `${formatNumber(each)}×` }))}
      onChange={(key) => moving.setSpeed(desk, Number(key))}
    />
  );
};

const View = ({ zoom }: TransportProps) => {
  const { surface } = useDesk();
  const keyed = useKeyed();
  return (
    <div className="flex items-center justify-end gap-1">
      <LookMenu />
      <GradePanel />
      <IconButton icon={ZoomOut} label={m.editor_zoom_out()} onPress={() => surface?.zoomBy(0.8)} />
      <span className="numeric hidden w-12 text-center text-13 text-muted desktop:inline">
        {formatShare(zoom)}
      </span>
      <IconButton icon={ZoomIn} label={m.editor_zoom_in()} onPress={() => surface?.zoomBy(1.25)} />
      <IconButton
        icon={Maximize}
        label={keyed(m.editor_zoom_fit(), "fit")}
        onPress={() => surface?.fit()}
      />
    </div>
  );
};
