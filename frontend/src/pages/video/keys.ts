/** The keys of the viewer: the same as the editor's for moving through time. */
import type { Scope } from "@/lib/scope";
import type { Viewer } from "./viewer";

const WIDGETS =
  "input, textarea, select, button, a, summary, [role=slider], [role=radio], [contenteditable=true]";
const OVERLAYS = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
/** Keys that a focused widget needs for itself. */
const OWN = new Set(["Space", "ArrowLeft", "ArrowRight", "Home", "End"]);
const FIELDS = "input:not([type=range]), textarea, select, [contenteditable=true]";

export interface Commands {
  readonly last: number;
  copyLink(): void;
}

export const listenToViewerKeys = (viewer: Viewer, commands: Commands, scope: Scope): void => {
  const run = new Map<string, (isFar: boolean) => void>([
    ["Space", () => viewer.toggle()],
    ["ArrowLeft", (isFar) => viewer.step(isFar ? -5 : -1)],
    ["ArrowRight", (isFar) => viewer.step(isFar ? 5 : 1)],
    ["Comma", () => viewer.step(-1)],
    ["Period", () => viewer.step(1)],
    ["Home", () => viewer.seek(0)],
    ["End", () => viewer.seek(commands.last)],
  ]);
  scope.listen(window, "keydown", (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    if (target.matches(FIELDS) || target.closest(OVERLAYS)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.code === "KeyY" && event.shiftKey) commands.copyLink();
    else {
      const act = run.get(event.code);
      if (!act || (OWN.has(event.code) && target.matches(WIDGETS))) return;
      act(event.shiftKey);
    }
    event.preventDefault();
  });
};
