/**
 * One tree owns every listener, timer and animation frame, so that ending a scope undoes them all.
 * Nothing outside this file calls `addEventListener`, `setTimeout` or `requestAnimationFrame`.
 */

type Undo = () => void;

export class Scope {
  private readonly undos = new Set<Undo>();
  private readonly controller = new AbortController();

  /** Aborts when the scope ends: hand it to `fetch`. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get ended(): boolean {
    return this.controller.signal.aborted;
  }

  /** A scope that ends with this one, or before it. */
  child(): Scope {
    const child = new Scope();
    const forget = this.defer(() => child.end());
    child.defer(forget);
    return child;
  }

  /** Calls `undo` once when the scope ends; the answer takes the call back without making it. */
  defer(undo: Undo): Undo {
    if (this.ended) {
      undo();
      return () => undefined;
    }
    this.undos.add(undo);
    return () => {
      this.undos.delete(undo);
    };
  }

  /** The answer stops listening before the scope ends. */
  listen<K extends keyof WindowEventMap>(
    target: Window,
    type: K,
    handler: (event: WindowEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): Undo;
  listen<K extends keyof DocumentEventMap>(
    target: Document,
    type: K,
    handler: (event: DocumentEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): Undo;
  listen<K extends keyof HTMLVideoElementEventMap>(
    target: HTMLElement | SVGElement,
    type: K,
    handler: (event: HTMLVideoElementEventMap[K]) => void,
    options?: AddEventListenerOptions,
  ): Undo;
  listen(
    target: EventTarget,
    type: string,
    handler: (event: Event) => void,
    options?: AddEventListenerOptions,
  ): Undo;
  listen(
    target: EventTarget,
    type: string,
    handler: (event: never) => void,
    options?: AddEventListenerOptions,
  ): Undo {
    const listener = handler as (event: Event) => void;
    return this.hold(
      () => target.addEventListener(type, listener, options),
      () => target.removeEventListener(type, listener, options),
    );
  }

  /** Calls `action` once after `ms` milliseconds; the answer cancels it. */
  timeout(ms: number, action: () => void): Undo {
    let cancel: Undo = () => undefined;
    let id: ReturnType<typeof setTimeout>;
    cancel = this.hold(
      () => {
        id = setTimeout(() => {
          cancel();
          action();
        }, ms);
      },
      () => clearTimeout(id),
    );
    return cancel;
  }

  /** Calls `action` every `ms` milliseconds; the answer stops it. */
  interval(ms: number, action: () => void): Undo {
    let id: ReturnType<typeof setInterval>;
    return this.hold(
      () => {
        id = setInterval(action, ms);
      },
      () => clearInterval(id),
    );
  }

  /** Calls `action` in the next animation frame with its time in milliseconds; the answer cancels. */
  frame(action: (time: number) => void): Undo {
    let cancel: Undo = () => undefined;
    let id: number;
    cancel = this.hold(
      () => {
        id = requestAnimationFrame((time) => {
          cancel();
          action(time);
        });
      },
      () => cancelAnimationFrame(id),
    );
    return cancel;
  }

  /** Calls `action` when the video next presents a frame; the answer cancels it. */
  videoFrame(video: HTMLVideoElement, action: VideoFrameRequestCallback): Undo {
    let cancel: Undo = () => undefined;
    let id: number;
    cancel = this.hold(
      () => {
        id = video.requestVideoFrameCallback((now, metadata) => {
          cancel();
          action(now, metadata);
        });
      },
      () => video.cancelVideoFrameCallback(id),
    );
    return cancel;
  }

  /** Undoes everything, the newest first. Ending twice has one effect. */
  end(): void {
    if (this.ended) return;
    this.controller.abort();
    for (const undo of [...this.undos].reverse()) undo();
    this.undos.clear();
  }

  private hold(start: () => void, stop: Undo): Undo {
    if (this.ended) return () => undefined;
    start();
    const forget = this.defer(stop);
    return () => {
      forget();
      stop();
    };
  }
}
