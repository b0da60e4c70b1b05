import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { overwriteGetLocale } from "@/i18n/paraglide/runtime.js";
import { translated } from "./sentences";

const MEDIA = `${import.meta.dirname}/../../../annotation/media`;
const source = readdirSync(MEDIA)
  .filter((name) => name.endsWith(".py"))
  .map((name) => readFileSync(`${MEDIA}/${name}`, "utf8"))
  .join("\n");

const joined = (literals = ""): string =>
  [...literals.matchAll(/"([^"]*)"/g)].map(([, text]) => text).join("");

/** Every sentence with which a file is refused, with its gaps filled as the server fills them. */
const refusals = (): string[] => {
  const damages = [...source.matchAll(/DAMAGED\.format\(\s*f?"([^"]*)"/g)].map(
    ([, damage]) => `The file is damaged or incomplete: ${damage}. Export or download it again.`,
  );
  const others = [
    ...source.matchAll(/(?:RefusedError|MediaRejectedError)\(\s*((?:f?"[^"]*"\s*)+)/g),
  ].map(([, literals]) => joined(literals));
  const found = [...source.matchAll(/"rejected": "([^"]*)"/g)].map(([, text = ""]) => text);
  return [...damages, ...others, ...found].map((text) =>
    text
      .replace("{ACCEPTED}", "Telltale takes MP4, MOV and WebM.")
      .replace("{_other_kind(head)}", "an archive")
      .replace("{kind}", "only sound")
      .replace(/\{[^}]*\}/g, "7"),
  );
};

let locale: "en" | "ko" = "ko";
beforeAll(() => overwriteGetLocale(() => locale));

it("has every refusal of a file in Korean", () => {
  const all = refusals();
  expect(all.length).toBeGreaterThan(18);
  for (const sentence of all) {
    expect(translated(sentence), sentence).toMatch(/[가-힣]/);
    expect(translated(sentence), sentence).not.toMatch(/[a-z]{4,}/);
  }
});

it("keeps the numbers", () => {
  expect(translated("The video lasts 75 s; up to 60 s is taken. Cut it into clips.")).toBe(
    "영상 길이가 75초입니다. 60초까지 받습니다. 짧은 클립으로 나누세요.",
  );
});

it("goes sentence by sentence, and leaves alone what it does not know", () => {
  locale = "en";
  const known = "This checkpoint has not been measured on the evaluation set.";
  expect(translated(`${known} The moon is full. ${known}`)).toBe(
    `${known} The moon is full. ${known}`,
  );
  locale = "ko";
  expect(translated(`${known} The moon is full.`)).toBe(
    "이 체크포인트는 평가 세트로 측정되지 않았습니다. The moon is full.",
  );
});
