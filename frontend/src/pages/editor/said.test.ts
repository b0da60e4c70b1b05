import { beforeAll, expect, it } from "vitest";
import type { Trace } from "@/domain/document";
import { overwriteGetLocale } from "@/i18n/paraglide/runtime.js";
import { newTrace } from "@/store/trace";
import { boxSaid, shapeSaid } from "./said";

const SIZE = { width: 1000, height: 500 };
const trace: Trace = newTrace({
  category: "object_distortion",
  span: [37, 99],
  track: [
    { frame: 37, box: [0, 0, 0.26, 0.38] },
    { frame: 60, box: [0.412, 0.24, 0.26, 0.38] },
    { frame: 80, box: null },
    { frame: 90, box: [0.412, 0.24, 0.26, 0.38] },
  ],
  lang: "en",
});

let locale: "en" | "ko" = "en";
beforeAll(() => overwriteGetLocale(() => locale));

it("says what, when, where, and which keyframe", () => {
  // 412 of 1000 px, 120 of 500 px, 260 px, 190 px; frame 98 is the last inside.
  expect(shapeSaid(trace, 60, SIZE)).toBe(
    "Object distortion, frames 37 to 98, box 412, 120, 260 by 190, keyframe 2 of 4",
  );
});

it("says what lies between keyframes, and what has no box", () => {
  expect(boxSaid(trace, 70, SIZE)).toBe("box 412, 120, 260 by 190, between keyframes, 4 in all");
  expect(boxSaid(trace, 85, SIZE)).toBe("no box at this frame");
  expect(boxSaid(trace, 99, SIZE)).toBe("no box at this frame");
});

it("says it in Korean", () => {
  locale = "ko";
  expect(boxSaid(trace, 60, SIZE)).toBe("상자 412, 120, 크기 260×190, 키프레임 4개 중 2번째");
  locale = "en";
});
