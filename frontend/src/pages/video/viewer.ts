/** What the viewer shows: kept apart from the tree, so that playing renders only what moves. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { FrameTable } from "@/domain/timeline";
import type { Scope } from "@/lib/scope";
import { Player } from "@/player/player";
import type { Place } from "@/routes/place";

export interface ViewerState {
  /** The frame on screen, confirmed by the player; null before the first. */
  readonly frame: number | null;
  readonly isPlaying: boolean;
  /** The trace in focus, by layer and id. */
  readonly selected: { readonly layer: string; readonly trace: string } | null;
}

export class Viewer {
  readonly store: StoreApi<ViewerState> = createStore<ViewerState>(() => ({
    frame: null,
    isPlaying: false,
    selected: null,
  }));
  private player: Player | null = null;

  attach(video: HTMLVideoElement, table: FrameTable, first: number, scope: Scope): void {
    const player = new Player(video, table, scope, {
      frame: (frame) => this.store.setState({ frame }),
      motion: (motion) => this.store.setState({ isPlaying: motion !== "still" }),
      trouble: () => undefined,
    });
    this.player = player;
    scope.defer(() => {
      this.player = null;
    });
    void player.seek(first);
  }

  seek = (frame: number): void => {
    void this.player?.seek(frame);
  };

  step = (by: number): void => {
    void this.player?.step(by);
  };

  toggle = (): void => {
    const { player } = this;
    if (!player) return;
    if (player.motion === "still") player.play(1);
    else void player.pause();
  };

  select(layer: string, trace: string, frame?: number): void {
    this.store.setState({ selected: { layer, trace } });
    if (frame !== undefined) this.seek(frame);
  }

  /** Where the person looks now. */
  get place(): Place {
    const { frame, selected } = this.store.getState();
    return {
      ...(frame === null ? {} : { frame }),
      ...(selected ? { trace: selected.trace } : {}),
    };
  }
}
