/** Leads from a line of the submit check to the place where it can be put right. */
import type { Trace } from "@/domain/document";
import { reveal } from "./commands/traces";
import { type Desk, drawHint } from "./desk";
import type { PlacedProblem } from "./useProblems";

const focusIn = (selector: string): void => {
  document.querySelector<HTMLElement>(selector)?.focus();
};

export const goToProblem = (desk: Desk, problem: PlacedProblem): void => {
  const trace = desk.editor.document.traces.find(({ id }) => id === problem.trace) ?? null;
  if (trace) reveal(desk, trace);
  if (trace && problem.code === "box_missing") takeBoxTool(desk, trace);
  if (trace) showKeyframe(desk, trace, problem.path);
  // A dialog that closes gives the focus back first.
  desk.room.afterDialog(() => focusPlace(desk, problem.code));
};

const focusPlace = (desk: Desk, code: string): void => {
  switch (code) {
    case "category_missing":
      focusIn("#category [role=radio]");
      break;
    case "explanation_missing":
      desk.room.focusExplanation();
      break;
    case "empty_span":
    case "span_outside":
    case "one_frame":
      focusIn("#span input");
      break;
    case "fake_without_traces":
      desk.arm("draw", desk.editor.state.category);
      break;
    case "verdict_missing":
    case "real_with_traces":
      focusIn("#verdict button");
      break;
    default:
      desk.room.focusStage();
  }
};

/** The trace stays selected, so that the next box becomes its own. */
const takeBoxTool = (desk: Desk, trace: Trace): void => {
  if (!desk.mayEdit()) return;
  desk.seek(trace.span[0]);
  desk.editor.set({ tool: "draw" });
  desk.room.hint(drawHint());
};

/** A problem of one keyframe names its place in the track. */
const showKeyframe = (desk: Desk, trace: Trace, path: string): void => {
  const index = /track\/(\d+)/.exec(path)?.[1];
  const frame = index === undefined ? undefined : trace.track[Number(index)]?.frame;
  if (frame === undefined) return;
  desk.editor.select(trace.id, frame);
  desk.seek(Math.min(frame, desk.frameCount - 1));
};
