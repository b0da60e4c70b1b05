/** Turns keys into commands: not while typing, not in dialogs, and whatever the input method. */
import { m } from "@/i18n";
import type { Scope } from "@/lib/scope";
import { BINDINGS } from "./bindings";
import { nudge } from "./commands/marking";
import type { Desk } from "./desk";
import { JamoWatch } from "./jamo";
import { useKeyboardSettings } from "./keyboard-settings";
import { type Binding, bindingOf, type Chord } from "./keymap";
import { typesSign } from "./keys/chords";
import { meant } from "./keys/moves";

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Widgets that own Space, Enter and the arrows while they have the focus. */
const WIDGETS = "button, a, summary, [role=button], [role=radio], [role=slider], [role=option]";
const OVERLAYS = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";
/** An overlay that was left already, and is only still fading. */
const CLOSING = "[data-exiting]";
const FIELDS = "input, textarea, select, [contenteditable=true]";
/** Where single keys act for those who want them nowhere else. */
const SURFACES = "#stage, #timeline";
const WIDGET_KEYS = new Set(["Space", "Enter", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);

export const listenToKeys = (desk: Desk, scope: Scope): void => {
  // Every press, even one that a dialog swallows: a release without a press is an input method's.
  const left = new Set<string>();
  const holds = new Holds(desk);
  const jamo = new JamoWatch(() => desk.room.hint(m.editor_hint_hangul()));
  const answer = (event: KeyboardEvent): void => {
    const isDone = act(desk, event, holds);
    if (isDone) event.preventDefault();
    if (!isField(event.target)) jamo.note(event.key, isDone);
  };
  const pressed = (event: KeyboardEvent): void => {
    desk.held.add(heldAs(desk, event));
    left.delete(heldAs(desk, event));
    if (!isClosing(event.target)) return;
    // Before the overlay can take it: it keeps the focus until it is gone, but was left already.
    event.stopPropagation();
    answer(event);
  };
  scope.listen(window, "keydown", pressed, { capture: true });
  scope.listen(window, "blur", () => {
    // A key that was down when the page was left has had its press.
    for (const code of desk.held) left.add(code);
    desk.held.clear();
    holds.endAll();
  });
  // Capturing, because the kit's buttons keep their clicks to themselves; late, so that they act.
  const clicked = (event: MouseEvent): void => {
    // Found at once: an icon that the click replaces is in no button any more.
    const target = event.target instanceof Element ? event.target.closest(WIDGETS) : null;
    if (target && event.detail > 0) scope.timeout(0, () => releaseFocus(desk, target));
  };
  scope.listen(window, "click", clicked, { capture: true });
  scope.listen(window, "keydown", answer);
  scope.listen(window, "keyup", (event) => {
    const held = heldAs(desk, event);
    const wasPressed = desk.held.delete(held) || left.delete(held);
    // Some input methods on Linux deliver only the release of a letter.
    if (!wasPressed && /^(Key|Digit)/.test(event.code) && !event.ctrlKey && !event.metaKey)
      act(desk, event, holds);
    holds.end(event.code, event.timeStamp);
  });
};

const isField = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches(FIELDS);

const isClosing = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(CLOSING) !== null;

/** Where a key belongs; null: to something else than the editor. */
const placeOf = (desk: Desk, { target }: KeyboardEvent): Element | null => {
  const isLeft = isClosing(target);
  const place = target instanceof Element && !isLeft ? target : document.body;
  if (place.closest(OVERLAYS)) return null;
  // A dialog that was asked for has the keys, wherever the focus still is; so has one that the
  // closing overlay lay in.
  if (desk.room.isInDialog()) return null;
  return isLeft && hasOpenOverlay() ? null : place;
};

const hasOpenOverlay = (): boolean =>
  [...document.querySelectorAll(OVERLAYS)].some((overlay) => !overlay.closest(CLOSING));

/** A button that was clicked keeps the focus, and would take the next Space: give it back. */
const releaseFocus = (desk: Desk, target: Element): void => {
  if (target === document.activeElement && !target.closest(OVERLAYS)) desk.room.focusStage();
};

/** Runs the command of a key; true when there was one. */
const act = (desk: Desk, event: KeyboardEvent, holds: Holds): boolean => {
  if (event.defaultPrevented) return false;
  const target = placeOf(desk, event);
  if (!target) return false;
  const pressed = chordOf(event);
  const isTyping = target.matches(FIELDS);
  // Only in a field is it text that is being composed; elsewhere Hangul mode gives every key so.
  if (isTyping && (event.isComposing || event.keyCode === 229)) return false;
  if (isTyping && event.code === "Escape") {
    desk.room.focusStage();
    return true;
  }
  const isAtStage = target.id === "stage" || target === document.body;
  if (isAtStage && nudged(desk, event)) return true;
  if (target.matches(WIDGETS) && WIDGET_KEYS.has(event.code) && !pressed.mod) return false;
  if (event.altKey) return false;
  const chord = placeInTable(desk, pressed);
  const found = chord && bindingOf(chord, desk.isReview ? "review" : "label");
  if (!found) return false;
  const { binding } = found;
  const typesNothing = pressed.mod || /^F\d/.test(pressed.code);
  if (isTyping && !(binding.whileTyping && typesNothing)) return false;
  if (typesSign(pressed) && !mayLettersAct(target)) return false;
  if (binding.release && !event.repeat) holds.begin(event, binding);
  if (!event.repeat || isRepeated(binding, desk)) binding.run(desk, found.chord);
  return true;
};

/** The chord of the table that the pressed one stands for. */
const placeInTable = (desk: Desk, pressed: Chord): Chord | null => {
  const { moves } = useKeyboardSettings.getState();
  return meant(BINDINGS, pressed, desk.isReview ? "review" : "label", moves);
};

/** Commands ask for held keys by their place in the table too. */
const heldAs = (desk: Desk, { code }: KeyboardEvent): string =>
  placeInTable(desk, { code })?.code ?? code;

const mayLettersAct = (target: Element): boolean => {
  const { letters } = useKeyboardSettings.getState();
  return letters === "on" || (letters === "focus" && target.closest(SURFACES) !== null);
};

const isRepeated = ({ repeats = false }: Binding, desk: Desk): boolean =>
  typeof repeats === "function" ? repeats(desk) : repeats;

/** "?" lies elsewhere on other layouts: it is known by what it types. */
const chordOf = (event: KeyboardEvent): Chord =>
  event.key === "?"
    ? { code: "Slash", shift: true }
    : { code: event.code, mod: event.ctrlKey || event.metaKey, shift: event.shiftKey };

/** Arrows on a box in hand: 1 pixel, with Shift 10, with Alt its size instead of its place. */
const nudged = (desk: Desk, event: KeyboardEvent): boolean => {
  const arrow = ARROWS[event.code];
  if (!arrow || !desk.editor.state.isNudging || event.ctrlKey || event.metaKey) return false;
  const by = event.shiftKey ? 10 : 1;
  nudge(desk, arrow[0] * by, arrow[1] * by, event.altKey ? "resize" : "move");
  return true;
};

/** Keys that act while they are held: what they began ends with them, or when the page is left. */
class Holds {
  private readonly down = new Map<string, { readonly binding: Binding; readonly since: number }>();

  constructor(private readonly desk: Desk) {}

  begin(event: KeyboardEvent, binding: Binding): void {
    this.down.set(event.code, { binding, since: event.timeStamp });
  }

  end(code: string, at: number): void {
    const hold = this.down.get(code);
    this.down.delete(code);
    hold?.binding.release?.(this.desk, at - hold.since);
  }

  /** Other windows take the release of a key: nothing stays begun, and nothing was a tap. */
  endAll(): void {
    for (const code of [...this.down.keys()]) this.end(code, Number.POSITIVE_INFINITY);
  }
}
