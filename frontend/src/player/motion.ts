/** Playing forwards by the video's own clock, and backwards by seeks paced by the wall clock. */
import { frameAt, secondsAt } from "@/domain/timeline";
import type { Scope } from "@/lib/scope";
import { frameOfMediaTime } from "./clock";
import { canTellFrames, type Player } from "./player";

const bounds = (player: Player): { readonly start: number; readonly end: number } =>
  player.range ?? { start: 0, end: player.last + 1 };

export class Forward {
  constructor(
    private readonly player: Player,
    private readonly scope: Scope,
  ) {
    const { start, end } = bounds(player);
    const outside = player.frame < start || player.frame >= end - 1;
    scope.listen(player.video, "ended", () => this.reachEnd());
    if (outside) this.runFrom(start);
    else if (player.isAway) this.runFrom(player.frame);
    else this.run();
  }

  private run(): void {
    const { video, rate, pictures } = this.player;
    pictures?.rolled();
    video.playbackRate = rate;
    // A pause before playing has begun rejects the promise; the pause is what was wanted.
    video.play().catch(() => undefined);
    this.watch();
  }

  private watch(): void {
    const { video, table } = this.player;
    if (canTellFrames(video))
      this.scope.videoFrame(video, (_now, { mediaTime }) =>
        this.follow(frameOfMediaTime(table, mediaTime)),
      );
    // A guess while it plays; the still that follows a pause is exact again.
    else this.scope.frame(() => this.follow(frameAt(table, video.currentTime)));
  }

  private follow(frame: number): void {
    const { player } = this;
    const { end } = bounds(player);
    player.present(Math.min(frame, end - 1));
    if (frame >= end - 1) this.holdLast(end - 1);
    else this.watch();
  }

  /** Stops on the range's last frame and leaves it on screen for as long as it lasts. */
  private holdLast(frame: number): void {
    const { player } = this;
    player.video.pause();
    const length = secondsAt(player.table, frame + 1) - secondsAt(player.table, frame);
    this.scope.timeout((length / player.rate) * 1000, () => this.reachEnd());
  }

  private reachEnd(): void {
    if (this.player.loop) this.runFrom(bounds(this.player).start);
    else void this.player.pause();
  }

  private runFrom(frame: number): void {
    const { player, scope } = this;
    player.video.pause();
    void player.aim(frame).then(() => {
      if (!scope.ended) this.run();
    });
  }
}

export class Reverse {
  private readonly from: number;
  private began: number | null = null;
  /** Decoded pictures have taken over from the video. */
  private isShowing = false;

  constructor(
    private readonly player: Player,
    private readonly scope: Scope,
  ) {
    const { start, end } = bounds(player);
    const inside = player.frame > start && player.frame < end;
    const first = inside ? player.frame : end - 1;
    this.from = secondsAt(player.table, first);
    if (!inside) void player.aim(first);
    this.tick();
  }

  private tick(): void {
    this.scope.frame((time) => {
      const { player } = this;
      this.began ??= time;
      const seconds = this.from - ((time - this.began) / 1000) * player.rate;
      const { start } = bounds(player);
      this.show(Math.max(start, frameAt(player.table, seconds)));
      if (seconds > secondsAt(player.table, start)) return this.tick();
      if (player.loop) return player.reverse(player.rate);
      void player.seek(start);
    });
  }

  /** The frame itself, or the nearest later one that is decoded; seeks while none can be. */
  private show(frame: number): void {
    const { player } = this;
    const { pictures } = player;
    pictures?.ahead(frame);
    if (frame === player.frame && this.isShowing) return;
    if (!pictures?.isReady) {
      if (frame !== player.frame) void player.aim(frame);
      return;
    }
    const before = this.isShowing ? player.frame : frame + 1;
    for (let at = frame; at < before; at += 1) {
      if (!player.project(at)) continue;
      this.isShowing = true;
      return;
    }
  }
}
