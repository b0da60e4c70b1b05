import { beforeAll, describe, expect, it } from "vitest";
import { formatAgo, formatBytes, formatSeconds } from "./format";
import { overwriteGetLocale } from "./paraglide/runtime.js";

beforeAll(() => overwriteGetLocale(() => "en"));

describe("bytes", () => {
  it("take the unit that fits, in steps of a thousand", () => {
    expect(formatBytes(3)).toBe("3 bytes");
    expect(formatBytes(999)).toBe("999 bytes");
    expect(formatBytes(1000)).toBe("1 kB");
    expect(formatBytes(18_400_000)).toBe("18.4 MB");
  });
});

describe("the time since", () => {
  const now = Date.parse("2026-03-10T12:00:00Z");

  it("counts in the largest whole unit", () => {
    expect(formatAgo("2026-03-10T11:57:30Z", now)).toBe("2 minutes ago"); // 150 s
    expect(formatAgo("2026-03-10T10:00:01Z", now)).toBe("1 hour ago"); // 1 s short of two
    expect(formatAgo("2026-03-09T12:00:00Z", now)).toBe("yesterday");
  });

  it("is now within a minute", () => {
    expect(formatAgo("2026-03-10T11:59:30Z", now)).toBe("now");
  });
});

it("writes the length of a clip with a tenth", () => {
  expect(formatSeconds(5)).toBe("5.0s");
});
