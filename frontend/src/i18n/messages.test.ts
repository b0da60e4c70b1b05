import { describe, expect, it } from "vitest";
import { differences, unused } from "../../scripts/messages.mjs";

describe("the build refuses", () => {
  it("a message that a language lacks", () => {
    expect(differences({ en: { title: "Clips", lead: "All" }, ko: { title: "클립" } })).toEqual([
      "lead is missing in ko",
    ]);
    expect(differences({ en: {}, ko: { title: "클립" } })).toEqual(["title is missing in en"]);
  });

  it("a parameter that a language lacks", () => {
    const languages = { en: { frames: "{count} frames" }, ko: { frames: "프레임" } };
    expect(differences(languages)).toEqual(["frames has other parameters in ko than in en"]);
  });

  it("a message that nothing shows", () => {
    const source = "const text = m.title(); const say = m\n  .lead;";
    expect(unused({ $schema: "", title: "", lead: "", old: "" }, source)).toEqual([
      "old is used nowhere: use it, or delete it from every language",
    ]);
  });
});
