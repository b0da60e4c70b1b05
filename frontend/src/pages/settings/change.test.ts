import { expect, it } from "vitest";
import { changesIn, type Settings } from "./change";

const stored: Settings = {
  name: "Demo",
  guideline: "",
  overlap: 1,
  label_real: "none",
  real_share: 0.5,
  show_prompt: true,
  require_explanation: true,
  review_policy: "all",
  lease_minutes: 30,
};

it("sends only what was changed", () => {
  expect(changesIn(stored, { ...stored, overlap: 2, show_prompt: false })).toEqual({
    overlap: 2,
    show_prompt: false,
  });
  expect(changesIn(stored, { ...stored })).toEqual({});
});
