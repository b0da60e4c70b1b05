/**
 * Follows one spot from frame to frame. Each frame is aligned with the one before, then with an
 * anchor: a patch from further back, renewed only when the thing has come to look different. So
 * errors add up per anchor, not per frame. A step back in time must lead to where it came from.
 */
import { align, type Fit } from "./align";
import { correlated, cut, type Grid, gridOf, type Patch, spreadOf, standingOut } from "./patch";
import type { Plane, Pyramid, Spot } from "./plane";
import { search } from "./search";

/** `plain`: too little to see in the box. `cut`: another scene. `left`: outside the picture. */
export type Stop = "lost" | "left" | "cut" | "plain";

export interface Followed {
  readonly spot: Spot;
  /** How alike the spot is to the one before, up to 1. */
  readonly score: number;
  /** False where it is only guessed from its movement. */
  readonly isSeen: boolean;
}

const PLAIN = 3;
const SURE = 0.9;
const SEEN = 0.55;
/** So much less alike than usual is a reason to look around. */
const WORSE = 0.08;
/** The anchor counts while it fits so well and agrees so closely. */
const ANCHORED = 0.75;
const AGREES = 0.08;
/** How far a step back may miss, in sides of the box. */
const RETURNS = 0.2;
/** Frames bridged when the spot cannot be seen. */
const PATIENCE = 4;
const CUT = 0.35;
/** A size that changes by so much, as a logarithm, within so many frames is a sign of slipping. */
const SLIP = 0.3;
const SLIP_FRAMES = 8;

export class Follower {
  stop: Stop | null = null;
  /** How many of the last spots are not to be believed. */
  doubtful = 0;
  private readonly grid: Grid;
  private before: Pyramid;
  /** As last seen. */
  private latest: Patch;
  private anchor: Patch;
  private seen: Spot;
  private speed = { x: 0, y: 0 };
  private missed = 0;
  /** Logarithms of the sizes seen, the latest last. */
  private readonly sizes: number[] = [];
  /** How alike neighbouring frames have been. */
  private usual = 1;

  constructor(first: Pyramid, start: Spot) {
    this.grid = standingOut(first, start, gridOf(start));
    this.before = first;
    this.latest = cut(first, start, this.grid);
    this.anchor = this.latest;
    this.seen = start;
    if (spreadOf(this.latest) < PLAIN) this.stop = "plain";
  }

  /** Where the spot is in the next frame; null when it stopped: `stop` says why. */
  step(next: Pyramid): Followed | null {
    if (this.stop) return null;
    const found = this.find(next);
    const isSeen = found.score >= SEEN && this.returns(next, found.spot);
    if (!isSeen) return this.miss(next, found.score);
    const spot = this.anchored(next, found);
    this.stop = hasLeft(spot, next[0]) ? "left" : this.slips(spot) ? "lost" : null;
    const steps = this.missed + 1;
    this.speed = { x: (spot.x - this.seen.x) / steps, y: (spot.y - this.seen.y) / steps };
    this.missed = 0;
    this.usual += (found.score - this.usual) / 4;
    this.seen = spot;
    this.latest = cut(next, spot, this.grid);
    this.before = next;
    return this.stop ? null : { spot, score: found.score, isSeen };
  }

  private expected(): Spot {
    const steps = this.missed + 1;
    return {
      ...this.seen,
      x: this.seen.x + this.speed.x * steps,
      y: this.seen.y + this.speed.y * steps,
    };
  }

  private find(next: Pyramid): Fit {
    const moved = align(next, this.latest, this.expected());
    const enough = Math.min(SURE, this.usual - WORSE);
    if (moved.score >= enough && this.missed === 0) return moved;
    const still = align(next, this.latest, this.seen);
    const near = moved.score >= still.score ? moved : still;
    if (near.score >= enough) return near;
    const side = Math.sqrt(this.seen.width * this.seen.height);
    const reach = side * (0.6 + 0.3 * this.missed) + 2 * Math.hypot(this.speed.x, this.speed.y);
    const wide = search(next, this.latest, this.expected(), reach);
    // Elsewhere must be clearly better: things like to have doubles.
    return wide.score > near.score + 0.03 ? wide : near;
  }

  /** Whether the way back leads to the start. */
  private returns(next: Pyramid, spot: Spot): boolean {
    const here = cut(next, spot, this.grid);
    const back = align(this.before, here, this.seen);
    const miss = Math.hypot(back.spot.x - this.seen.x, back.spot.y - this.seen.y);
    return miss <= RETURNS * Math.sqrt(spot.width * spot.height) + 0.5;
  }

  private anchored(next: Pyramid, { spot }: Fit): Spot {
    const fit = align(next, this.anchor, spot);
    const side = Math.sqrt(spot.width * spot.height);
    const apart = Math.hypot(fit.spot.x - spot.x, fit.spot.y - spot.y);
    const growth =
      Math.abs(Math.log(fit.spot.width / spot.width)) +
      Math.abs(Math.log(fit.spot.height / spot.height));
    if (fit.score >= ANCHORED && apart <= AGREES * side + 0.5 && growth <= 2 * AGREES)
      return fit.spot;
    this.anchor = cut(next, spot, this.grid);
    return spot;
  }

  /** Sizes that run away: the spot sinks into a part of the thing, or into what is behind it. */
  private slips(spot: Spot): boolean {
    this.sizes.push(Math.log(spot.width * spot.height) / 2);
    const [now, then] = [this.sizes.at(-1) ?? 0, this.sizes.at(-1 - SLIP_FRAMES)];
    if (then === undefined || Math.abs(now - then) < SLIP) return false;
    this.doubtful = SLIP_FRAMES - 1;
    return true;
  }

  private miss(next: Pyramid, score: number): Followed | null {
    this.missed += 1;
    const spot = this.expected();
    if (hasLeft(spot, next[0])) this.stop = "left";
    else if (this.missed === 1 && isCut(this.before, next)) this.stop = "cut";
    else if (this.missed > PATIENCE) this.stop = "lost";
    return this.stop ? null : { spot: this.seen, score, isSeen: false };
  }
}

/** Less than half of it is inside the picture. */
const hasLeft = (spot: Spot, plane: Plane | undefined): boolean => {
  if (!plane) return true;
  const across =
    Math.min(spot.x + spot.width / 2, plane.width) - Math.max(spot.x - spot.width / 2, 0);
  const down =
    Math.min(spot.y + spot.height / 2, plane.height) - Math.max(spot.y - spot.height / 2, 0);
  return across < spot.width / 2 || down < spot.height / 2;
};

/** The smallest halvings of two frames have little in common. */
const isCut = (before: Pyramid, next: Pyramid): boolean => {
  const [a, b] = [before.at(-1), next.at(-1)];
  if (!a || !b || a.data.length !== b.data.length || a.width < 3 || a.height < 3) return false;
  const grid: Grid = {
    across: a.width - 2,
    down: a.height - 2,
    weights: new Float32Array((a.width - 2) * (a.height - 2)).fill(1),
  };
  return correlated(grid, Float32Array.from(a.data), Float32Array.from(b.data), grid.weights) < CUT;
};
