import { describe, expect, it } from "vitest";
import { fileName, placed, shortened, svgFile, widthOf } from "./chart-file";

const file = {
  title: "Seconds & <traces>",
  width: 400,
  height: 100,
  ground: "rgb(255, 255, 255)",
  ink: "rgb(0, 0, 0)",
  font: '"Pretendard", sans-serif',
  legend: [
    { name: "Median", colour: "rgb(1, 2, 3)", dash: "" },
    { name: 'Half of "them"', colour: "rgb(4, 5, 6)", dash: null },
  ],
  body: "<path d='M0 0'/>",
};

describe("a chart as a file", () => {
  it("carries title, ground, drawing and legend, and escapes what people wrote", () => {
    const text = svgFile(file);
    expect(text).toContain("<title>Seconds &amp; &lt;traces&gt;</title>");
    expect(text).toContain('fill="rgb(255, 255, 255)"');
    expect(text).toContain("<path d='M0 0'/>");
    expect(text).toContain("Half of &quot;them&quot;");
    expect(text).toContain('font-family="&quot;Pretendard&quot;, sans-serif"');
    // Padding 16, title 28, drawing 100, a line of 22 to the legend and 22 for it.
    expect(text).toContain('width="432" height="188"');
  });

  it("breaks a legend that is too long", () => {
    // 26 for the mark, 5 letters of 6.6 and 16 between them: 75 each.
    expect(placed(["first", "other", "third"], 155)).toEqual([
      { x: 0, line: 0 },
      { x: 75, line: 0 },
      { x: 0, line: 1 },
    ]);
  });

  it("gives Hangul more room", () => {
    expect(widthOf("반려")).toBe(25);
  });

  it("shortens names that are too long", () => {
    // Four letters of 6.6 and the ellipsis are 33.
    expect(shortened("generator", 33.1)).toBe("gene…");
    expect(shortened("short", 33.1)).toBe("short");
  });

  it("is named after the chart in any language", () => {
    expect(fileName("Seconds per trace", "csv")).toBe("seconds-per-trace.csv");
    expect(fileName("흔적당 시간 (초)", "svg")).toBe("흔적당-시간-초.svg");
    expect(fileName("…", "svg")).toBe("chart.svg");
  });
});
