import { describe, expect, it } from "vitest";
import { bodyOf, curlOf, DEFAULT_ORDER, pythonOf } from "./order";

describe("the body of an export order", () => {
  it("leaves the options of deeptrace out of jsonl", () => {
    expect(bodyOf("demo", DEFAULT_ORDER)).toEqual({
      project: "demo",
      format: "jsonl",
      media: false,
    });
  });

  it("carries them for deeptrace", () => {
    expect(bodyOf("demo", { ...DEFAULT_ORDER, format: "deeptrace", box: "onset" })).toEqual({
      project: "demo",
      format: "deeptrace",
      media: false,
      box: "onset",
      first_frame_base: 0,
    });
  });

  it("carries those of the conversations alone", () => {
    expect(bodyOf("demo", { ...DEFAULT_ORDER, format: "sft", style: "document" })).toEqual({
      project: "demo",
      format: "sft",
      media: false,
      style: "document",
      coordinates: "pixels",
    });
  });
});

describe("the commands for a program", () => {
  it("order what the person sees", () => {
    const lines = curlOf("https://telltale.example", "demo", { ...DEFAULT_ORDER, media: true });
    expect(lines).toContain(`-d '{"project":"demo","format":"jsonl","media":true}'`);
    expect(lines).toContain("export.zip");
  });

  it("are valid Python", () => {
    const lines = pythonOf("https://telltale.example", "demo", DEFAULT_ORDER);
    expect(lines).toContain(`json={"project": "demo", "format": "jsonl", "media": False}`);
  });
});
