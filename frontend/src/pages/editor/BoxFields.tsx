/** Where, at the frame on screen: the box in pixels of the video, and what the keyframes say. */
import { Diamond, Eye, EyeOff, Route } from "lucide-react";
import type { Trace } from "@/domain/document";
import { type Box, fromPixels, toPixels } from "@/domain/geometry";
import { boxAt } from "@/domain/track";
import { m } from "@/i18n";
import { moveKeyframe, setKeyframe } from "@/store/edits";
import { Button } from "@/ui/Button";
import { CompactNumber } from "./CompactNumber";
import { followForward } from "./commands/looking";
import { toggleAbsent, toggleKeyframe } from "./commands/marking";
import { useDesk } from "./context";
import { isInSpan } from "./desk";
import { useRestingFrame } from "./useRestingFrame";

interface BoxFieldsProps {
  readonly trace: Trace;
  readonly isLocked: boolean;
}

export const BoxFields = ({ trace, isLocked }: BoxFieldsProps) => {
  const desk = useDesk();
  const frame = useRestingFrame();
  const { width, height } = desk.bench.options.task.video;
  const size = { width: width ?? 1, height: height ?? 1 };
  const isHere = frame !== null && isInSpan(trace, frame);
  const box = isHere ? boxAt(trace.track, frame) : null;
  const isKeyframe = trace.track.some((keyframe) => keyframe.frame === frame);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between">
        <span className="text-13 font-medium">{m.editor_box()}</span>
        <span className="numeric text-12 text-muted">
          {m.editor_keyframes({ count: trace.track.length })}
        </span>
      </div>
      {box && frame !== null ? (
        <PixelFields
          box={box}
          size={size}
          isLocked={isLocked}
          onChange={(next) => desk.editor.edit(setKeyframe(trace.id, frame, next))}
        />
      ) : (
        <p className="text-12 text-muted">
          {isHere ? m.editor_box_absent() : m.editor_box_outside()}
        </p>
      )}
      {isHere && isKeyframe && (
        <CompactNumber
          label={m.editor_keyframe_at()}
          value={frame}
          minValue={(trace.track.findLast((each) => each.frame < frame)?.frame ?? -1) + 1}
          maxValue={(trace.track.find((each) => each.frame > frame)?.frame ?? desk.frameCount) - 1}
          isDisabled={isLocked}
          onChange={(to) => {
            if (!desk.editor.edit(moveKeyframe(trace.id, frame, to))) return;
            desk.editor.select(trace.id, to);
            void desk.seek(to);
          }}
        />
      )}
      {isHere && (
        <div className="flex flex-wrap gap-1">
          <Button
            size="dense"
            look="quiet"
            icon={Diamond}
            isDisabled={isLocked}
            onPress={() => toggleKeyframe(desk)}
          >
            {isKeyframe ? m.editor_keyframe_remove() : m.editor_keyframe_set()}
          </Button>
          <Button
            size="dense"
            look="quiet"
            icon={box ? EyeOff : Eye}
            isDisabled={isLocked}
            onPress={() => toggleAbsent(desk)}
          >
            {box ? m.editor_absent() : m.editor_present()}
          </Button>
          {box && desk.bench.following?.isPossible && (
            <Button
              size="dense"
              look="quiet"
              icon={Route}
              isDisabled={isLocked}
              onPress={() => followForward(desk)}
            >
              {m.frames_follow()}
            </Button>
          )}
        </div>
      )}
    </div>
  );
};

interface PixelFieldsProps {
  readonly box: Box;
  readonly size: { readonly width: number; readonly height: number };
  readonly isLocked: boolean;
  readonly onChange: (box: Box) => void;
}

const PixelFields = ({ box, size, isLocked, onChange }: PixelFieldsProps) => {
  const pixels = toPixels(box, size.width, size.height);
  const [x, y, w, h] = pixels.map(Math.round) as [number, number, number, number];
  const fields = [
    { label: "X", value: x, low: 0, high: size.width - w },
    { label: "Y", value: y, low: 0, high: size.height - h },
    { label: m.editor_box_width(), value: w, low: 1, high: size.width - x },
    { label: m.editor_box_height(), value: h, low: 1, high: size.height - y },
  ] as const;
  return (
    <div className="grid grid-cols-2 gap-1.5">
      {fields.map(({ label, value, low, high }, index) => (
        <CompactNumber
          key={label}
          label={label}
          value={value}
          minValue={low}
          maxValue={Math.max(low, high)}
          isDisabled={isLocked}
          onChange={(next) => {
            const changed = pixels.map((old, place) => (place === index ? next : old));
            onChange(fromPixels(changed as unknown as Box, size.width, size.height));
          }}
        />
      ))}
    </div>
  );
};
