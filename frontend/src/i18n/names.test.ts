import { beforeAll, describe, expect, it } from "vitest";
import { SKIP_REASONS, skipReasonName, skipText } from "./names";
import { overwriteGetLocale } from "./paraglide/runtime.js";

let locale: "en" | "ko" = "en";
beforeAll(() => overwriteGetLocale(() => locale));

describe("why a clip was skipped", () => {
  it("is said in the reader's language, whatever the writer's was", () => {
    locale = "ko";
    expect(skipText("unplayable", "Black.")).toBe("재생되지 않음: Black.");
    locale = "en";
    expect(skipText("unplayable", "")).toBe("Does not play");
    expect(new Set(SKIP_REASONS.map(skipReasonName)).size).toBe(5);
  });

  it("is the person's own words where none of the reasons fits, and nothing for other tasks", () => {
    expect(skipText("other", "Too dark.")).toBe("Too dark.");
    expect(skipText("other", "")).toBe("Something else");
    expect(skipText("", "")).toBe("");
  });
});
