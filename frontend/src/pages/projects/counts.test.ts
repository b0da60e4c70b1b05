import { expect, it } from "vitest";
import { totals } from "./counts";

it("sums videos over their states and leaves skipped tasks out", () => {
  const counts = {
    videos: { ready: 20, rejected: 1, preparing: 3 },
    tasks: { open: 5, leased: 2, returned: 1, submitted: 4, accepted: 8, skipped: 9 },
  };
  expect(totals({ counts })).toEqual({
    videos: 24, // 20 + 1 + 3
    tasks: 20, // 5 + 2 + 1 + 4 + 8
    waiting: 7, // 5 + 2
    returned: 1,
    inReview: 4,
    accepted: 8,
  });
});

it("counts nothing in an empty project", () => {
  expect(totals({ counts: { videos: {}, tasks: {} } }).tasks).toBe(0);
});
