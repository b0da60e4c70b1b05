import { describe, expect, it } from "vitest";
import { joined } from "./log-text";

describe("the log's text", () => {
  it("keeps the last state of a line that is written over", () => {
    expect(joined("a\n10 %\r", "20 %\r30 %\nb\n")).toBe("a\n30 %\nb\n");
  });

  it("leaves the line ends of other systems alone", () => {
    expect(joined("", "a\r\nb\r\n")).toBe("a\r\nb\r\n");
  });

  it("forgets the oldest lines, whole", () => {
    const line = `${"x".repeat(99)}\n`;
    const kept = joined(line.repeat(3000), "end\n");
    expect(kept.length).toBeLessThanOrEqual(200_000);
    expect(kept.startsWith("x".repeat(99))).toBe(true);
    expect(kept.endsWith("end\n")).toBe(true);
  });
});
