import { expect, it } from "vitest";
import { mayReload } from "./fresh";

it("reloads at first and after half a minute, never at once again", () => {
  expect(mayReload(null, 100_000)).toBe(true);
  expect(mayReload("95000", 100_000)).toBe(false); // 5 s ago
  expect(mayReload("60000", 100_000)).toBe(true); // 40 s ago
  expect(mayReload("rubbish", 100_000)).toBe(true);
});
