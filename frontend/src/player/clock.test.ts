import { describe, expect, it } from "vitest";
import { type Clock, frameAtTime, frameOfMediaTime, meanRate, seekTime } from "./clock";

// Four frames of variable length: 40, 4, 56 and 100 ms.
const clock: Clock = { starts: [0, 0.04, 0.044, 0.1, 0.2] };

describe("the clock", () => {
  it("aims 3 ms past a frame's start", () => {
    expect(seekTime(clock, 2)).toBeCloseTo(0.047, 12);
  });

  it("aims at most half way into a short frame", () => {
    expect(seekTime(clock, 1)).toBeCloseTo(0.042, 12); // half of 4 ms
  });

  it("aims elsewhere inside the frame at every further attempt", () => {
    const times = [0, 1, 2, 3].map((attempt) => seekTime(clock, 0, attempt));
    expect(new Set(times).size).toBe(4);
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(0.001);
      expect(time).toBeLessThanOrEqual(0.005);
    }
  });

  it("takes the nearest start for a rounded media time", () => {
    expect(frameOfMediaTime(clock, 0.039999)).toBe(1);
    expect(frameOfMediaTime(clock, 0.0430001)).toBe(2);
    expect(frameOfMediaTime(clock, 0.19)).toBe(3);
    expect(frameOfMediaTime(clock, -0.001)).toBe(0);
  });

  it("names the frame on screen and holds the ends", () => {
    expect([-1, 0, 0.0399, 0.04, 0.0999, 0.1, 9].map((at) => frameAtTime(clock, at))).toEqual([
      0, 0, 0, 1, 2, 3, 3,
    ]);
  });

  it("shows a mean rate", () => {
    expect(meanRate(clock)).toBeCloseTo(20, 12); // four frames in 0.2 s
  });
});
