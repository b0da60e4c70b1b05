import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Binding } from "../keymap";
import { chordText, mayChoose, printed, readChord, typesSign } from "./chords";
import { clashes, type Key, keysOf, known, type Moves, meant, moveKey, resetKey } from "./moves";

const nothing = (): void => undefined;
const row = (code: string, only?: "label" | "review", keys = code): Binding => ({
  group: "work",
  keys,
  name: () => code,
  chords: code.split(" ").map((each) => ({ code: each })),
  ...(only ? { only } : {}),
  run: nothing,
});

const TABLE = [
  row("KeyJ"),
  row("KeyK"),
  row("KeyA", "label"),
  row("KeyA", "review"),
  row("KeyM KeyN"),
];
const key = (row: number, chord = 0): Key => {
  const binding = TABLE[row] as Binding;
  return { binding, chord: binding.chords[chord] as Key["chord"] };
};
const pressed = (moves: Moves, code: string, mode: "label" | "review" = "label") =>
  meant(TABLE, { code }, mode, moves)?.code ?? null;

describe("moved keys", () => {
  it("stand for the chord of the table, and the old place for nothing", () => {
    const moves = moveKey(TABLE, {}, key(0), "KeyX");
    expect(moves).toEqual({ KeyJ: "KeyX" });
    expect(pressed(moves, "KeyX")).toBe("KeyJ");
    expect(pressed(moves, "KeyJ")).toBeNull();
    expect(pressed(moves, "KeyK")).toBe("KeyK");
  });

  it("change places with whatever was there", () => {
    const moves = moveKey(TABLE, {}, key(0), "KeyK");
    expect(moves).toEqual({ KeyJ: "KeyK", KeyK: "KeyJ" });
    expect(moveKey(TABLE, moves, key(0), "KeyJ")).toEqual({});
  });

  it("take a key from an annotator and a reviewer at once, and give both the old one", () => {
    const moves = moveKey(TABLE, {}, key(0), "KeyA");
    expect([pressed(moves, "KeyA"), pressed(moves, "KeyA", "review")]).toEqual(["KeyJ", "KeyJ"]);
    expect([pressed(moves, "KeyJ"), pressed(moves, "KeyJ", "review")]).toEqual(["KeyA", "KeyA"]);
  });

  it("leave the other without a key where the exchange would collide", () => {
    // The annotator's A goes to J, which reviewers use too, and there A means something else.
    const moves = moveKey(TABLE, {}, key(2), "KeyJ");
    expect(moves).toEqual({ "label/KeyA": "KeyJ", KeyJ: null });
    expect(pressed(moves, "KeyJ", "review")).toBeNull();
  });

  it("can be taken away and brought back", () => {
    const none = moveKey(TABLE, {}, key(1), null);
    expect(pressed(none, "KeyK")).toBeNull();
    expect(keysOf(TABLE[1] as Binding, none)).toBe("—");
    expect(resetKey(TABLE, none, key(1))).toEqual({});
  });

  it("are printed as they lie, one by one", () => {
    expect(keysOf(TABLE[4] as Binding, {})).toBe("KeyM KeyN");
    expect(keysOf(TABLE[4] as Binding, { KeyN: "Mod+Shift+ArrowLeft" })).toBe("M Ctrl+Shift+←");
  });

  it("tell of two that an update brought together, and forget what is gone", () => {
    expect([...clashes(TABLE, { KeyJ: "KeyK" })].sort()).toEqual(["KeyJ", "KeyK"]);
    expect(known(TABLE, { KeyJ: "KeyX", KeyQ: "KeyR", KeyK: "no chord" })).toEqual({
      KeyJ: "KeyX",
    });
  });

  it("never give a chord two meanings, whatever is moved where", () => {
    const place = fc.record({
      row: fc.nat(4),
      to: fc.constantFrom("KeyJ", "KeyK", "KeyA", "KeyM", "KeyX"),
    });
    fc.assert(
      fc.property(fc.array(place, { maxLength: 12 }), (steps) => {
        let moves: Moves = {};
        for (const { row, to } of steps) moves = moveKey(TABLE, moves, key(row), to);
        expect([...clashes(TABLE, moves)]).toEqual([]);
      }),
    );
  });
});

describe("chords", () => {
  it("are read as they were written", () => {
    const chord = { code: "KeyZ", mod: true, shift: true };
    expect(chordText(chord)).toBe("Mod+Shift+KeyZ");
    expect(readChord("Mod+Shift+KeyZ")).toEqual(chord);
    expect(readChord("<b>")).toBeNull();
    expect([printed(chord, false), printed(chord, true)]).toEqual(["Ctrl+Shift+Z", "⌘Shift+Z"]);
  });

  it("know what types a sign and what the browser keeps", () => {
    expect(["KeyA", "Comma", "Numpad4", "BracketLeft"].every((code) => typesSign({ code }))).toBe(
      true,
    );
    expect(["ArrowLeft", "Space", "F1", "Enter"].some((code) => typesSign({ code }))).toBe(false);
    expect(typesSign({ code: "KeyA", mod: true })).toBe(false);
    expect(mayChoose({ code: "KeyW", mod: true })).toBe(false);
    expect(mayChoose({ code: "ShiftLeft", shift: true })).toBe(false);
    expect(mayChoose({ code: "KeyP", mod: true, shift: true })).toBe(true);
  });
});
