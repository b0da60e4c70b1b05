/** The first and the last frame of a span side by side, while one of its ends is being moved. */
import type { Span } from "@/domain/timeline";
import type { Scope } from "@/lib/scope";
import type { Editor } from "@/store/editor";
import type { Film } from "./film";
import { Sheet } from "./sheet";

export interface PairParts {
  /** Hidden unless an end is being moved. */
  readonly host: HTMLElement;
  /** First and last frame. */
  readonly canvases: readonly [HTMLCanvasElement, HTMLCanvasElement];
  readonly captions: readonly [HTMLElement, HTMLElement];
}

/** How long the pair stays after an end was moved by a key. */
const LASTS_MS = 1600;

export class Pair {
  private readonly sheets: readonly [Sheet, Sheet];
  private span: Span | null = null;
  private hideLater: (() => void) | null = null;

  constructor(
    private readonly parts: PairParts,
    private readonly film: Film,
    editor: Editor,
    private readonly scope: Scope,
  ) {
    const [first, last] = parts.canvases;
    this.sheets = [new Sheet(first), new Sheet(last)];
    scope.defer(film.listen(() => this.draw()));
    scope.defer(
      editor.store.subscribe((now, before) => {
        if (now.trimming !== before.trimming) this.show(now.trimming);
        else if (
          now.history !== before.history &&
          now.history.past.at(-1)?.key?.startsWith("trim ")
        )
          this.flash(now.history.document.traces.find((trace) => trace.id === now.selected)?.span);
      }),
    );
  }

  private flash(span: Span | undefined): void {
    if (!span) return;
    this.show(span);
    this.hideLater = this.scope.timeout(LASTS_MS, () => this.show(null));
  }

  private show(span: Span | null): void {
    this.hideLater?.();
    this.hideLater = null;
    this.span = this.film.state === "absent" ? null : span;
    this.parts.host.hidden = this.span === null;
    if (!this.span) return;
    const [start, end] = this.span;
    this.film.want([start, end - 1]);
    this.draw();
  }

  private draw(): void {
    if (!this.span) return;
    const [start, end] = this.span;
    [start, end - 1].forEach((frame, side) => {
      const picture = this.film.peek(frame);
      const sheet = this.sheets[side];
      const caption = this.parts.captions[side];
      if (!picture || !sheet || !caption) return;
      sheet.show({ look: "plain", frame, base: picture, other: null, gain: 0 });
      caption.textContent = String(frame);
    });
  }
}
