import { describe, expect, it } from "vitest";
import type { FrameTable } from "@/domain/timeline";
import { frameAfter, frameOfMediaTime, meanRate, seekTime } from "./clock";

// Four frames of variable length: 40, 4, 56 and 100 ms.
const table: FrameTable = { time_base: [1, 1000], pts: [0, 40, 44, 100], end: 200 };

describe("the clock", () => {
  it("aims 3 ms past a frame's start", () => {
    expect(seekTime(table, 2)).toBeCloseTo(0.047, 12);
  });

  it("aims at most half way into a short frame", () => {
    expect(seekTime(table, 1)).toBeCloseTo(0.042, 12); // half of 4 ms
  });

  it("aims elsewhere inside the frame at every further attempt", () => {
    const times = [0, 1, 2, 3].map((attempt) => seekTime(table, 0, attempt));
    expect(new Set(times).size).toBe(4);
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(0.001);
      expect(time).toBeLessThanOrEqual(0.005);
    }
  });

  it("takes the nearest start for a rounded media time", () => {
    expect(frameOfMediaTime(table, 0.039999)).toBe(1);
    expect(frameOfMediaTime(table, 0.0430001)).toBe(2);
    expect(frameOfMediaTime(table, 0.19)).toBe(3);
    expect(frameOfMediaTime(table, -0.001)).toBe(0);
  });

  it("goes seconds away, however adding them rounds", () => {
    const rate: FrameTable = {
      time_base: [1, 25],
      pts: Array.from({ length: 120 }, (_, frame) => frame),
      end: 120,
    };
    expect(58 / 25 + 0.4).toBeLessThan(68 / 25); // 2.32 + 0.4 falls short of 2.72
    expect(frameAfter(rate, 58, 0.4)).toBe(68);
    expect(frameAfter(rate, 50, -0.2)).toBe(45);
    expect([frameAfter(rate, 2, -1), frameAfter(rate, 118, 1)]).toEqual([0, 119]);
    expect(frameAfter(table, 3, -0.05)).toBe(2); // 100 ms less 50 are in the frame from 44 to 100
  });

  it("shows a mean rate", () => {
    expect(meanRate(table)).toBeCloseTo(20, 12); // four frames in 0.2 s
  });
});
