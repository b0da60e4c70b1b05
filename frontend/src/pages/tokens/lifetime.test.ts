import { expect, it } from "vitest";
import { expiryAfter } from "./lifetime";

it("counts whole days from now, over the end of a month", () => {
  const now = new Date("2026-01-28T12:00:00Z");
  expect(expiryAfter("7", now)).toBe("2026-02-04T12:00:00.000Z"); // 28 + 7 = 35 = 31 + 4
});

it("has no end for never", () => {
  expect(expiryAfter("never", new Date())).toBeNull();
});
