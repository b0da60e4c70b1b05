/** What the timeline's buttons are called, each with its key. */
import { m } from "@/i18n";
import type { TimelineLabels } from "@/timeline/Timeline";
import { useKeyed } from "./spelled";

export const useTimelineLabels = (): TimelineLabels => {
  const keyed = useKeyed();
  return {
    zoomIn: keyed(m.editor_timeline_zoom_in(), "zoomIn"),
    zoomOut: keyed(m.editor_timeline_zoom_out(), "zoomOut"),
    solo: keyed(m.editor_veil_solo(), "solo"),
    hide: keyed(m.editor_veil_hide(), "hide"),
    lock: keyed(m.editor_veil_lock(), "lock"),
  };
};
