import { describe, expect, it } from "vitest";
import { CATEGORY_SLUGS } from "@/domain/taxonomy";
import { coverage } from "@/pages/editor/coverage";
import { inserted, phrasesFor } from "./phrases";

describe("phrases", () => {
  it.each(CATEGORY_SLUGS)(
    "exist in the language of the explanation, not of the page: %s",
    (slug) => {
      const [english, korean] = [phrasesFor(slug, "en-GB"), phrasesFor(slug, "ko")];
      expect(english.length).toBeGreaterThanOrEqual(3);
      expect(korean).toHaveLength(english.length);
      expect(english.every((phrase) => /^[A-Z].*\.$/.test(phrase))).toBe(true);
      expect(korean.every((phrase) => /[가-힣].*다\.$/.test(phrase))).toBe(true);
      expect(phrasesFor(slug, "fr")).toEqual([]);
    },
  );

  it.each(["en", "ko"])("say what happens, so that the check beside them agrees: %s", (lang) => {
    const silent = CATEGORY_SLUGS.flatMap((slug) => phrasesFor(slug, lang)).filter(
      (phrase) => !coverage(phrase, lang)?.what,
    );
    expect(silent).toEqual([]);
  });

  it("go where the caret is and select the first blank", () => {
    expect(inserted("", [0, 0], "The … melts.")).toEqual({
      text: "The … melts.",
      selection: [4, 5],
    });
    expect(inserted("Here.", [5, 5], "The … melts.")).toEqual({
      text: "Here. The … melts.",
      selection: [10, 11],
    });
    expect(inserted("ab", [1, 1], "x.")).toEqual({ text: "a x. b", selection: [4, 4] });
    expect(inserted("a old b", [2, 5], "new")).toEqual({ text: "a new b", selection: [5, 5] });
  });
});
