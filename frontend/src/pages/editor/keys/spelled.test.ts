import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { idOf } from "./moves";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
const spelling = await import("./spelled");
const { BINDINGS } = await import("../bindings");

const way = ({ back, on }: Record<"back" | "on", string>): string => `${back} and ${on} go.`;
const ends = { back: "previous", on: "next" } as const;

describe("a spelled key", () => {
  it("is where the person moved it, in labels and in hints", () => {
    const moves = { KeyR: "Shift+KeyL", KeyW: "ArrowUp" };
    expect(spelling.withKey("Loop", "loop", {})).toBe("Loop (R)");
    expect(spelling.withKey("Loop", "loop", moves)).toBe("Loop (Shift+L)");
    expect(spelling.withWay("Select one.", way, ends, moves)).toBe("Select one. ↑ and S go.");
  });

  it("is an annotator's or a reviewer's, whichever is spoken of", () => {
    const moves = { "label/KeyX": "KeyJ" };
    expect(spelling.spelled("rejectSuggestion", moves)).toBe("J");
    expect(spelling.spelled("giveBack", moves)).toBe("X");
  });

  it("is left out, with its sentence, when it was taken away", () => {
    const moves = { KeyR: null, KeyS: null };
    expect(spelling.withKey("Loop", "loop", moves)).toBe("Loop");
    expect(spelling.withWay("Select one.", way, ends, moves)).toBe("Select one.");
  });

  it("is one of nine for the categories", () => {
    expect(spelling.categoryKeys({})).toBe("1 – 9");
    expect(spelling.categoryKeys({ Digit1: "KeyQ", Digit9: null })).toBe("Q 2 3 4 5 6 7 8 —");
  });

  it("is in the table of commands", () => {
    const ids = new Set(
      BINDINGS.flatMap((binding) => binding.chords.map((chord) => idOf({ binding, chord }))),
    );
    expect(Object.values(spelling.KEYS).filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe("what is written for people", () => {
  /** Keys in a text box that nobody can move. */
  const FIXED = ["editor_return_keys"];

  it("names no key that can be moved", () => {
    const folder = fileURLToPath(new URL("../../../../messages/", import.meta.url));
    const texts = readdirSync(folder).flatMap((file) =>
      Object.entries<unknown>(JSON.parse(readFileSync(folder + file, "utf8"))),
    );
    expect(texts.length).toBeGreaterThan(1000);
    const spells =
      /\((?:Shift\+)?(?:[A-Z0-9]|Space|[←→↑↓])\)|(?:Shift|Ctrl)\+\S|\b[B-HJ-Z] (?:키|shows|unlocks)/;
    const found = texts.filter(([, text]) => typeof text === "string" && spells.test(text));
    expect(found.map(([key]) => key).filter((key) => !FIXED.includes(key))).toEqual([]);
  });

  it("writes no key beside a button by hand", () => {
    const folder = fileURLToPath(new URL("../", import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const byHand = files.filter(
      (file) => file.endsWith(".tsx") && /<Kbd>[^{<]/.test(readFileSync(folder + file, "utf8")),
    );
    expect(byHand).toEqual([]);
  });
});
