import { describe, expect, it, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
const { BINDINGS } = await import("./bindings");
const { bindingOf } = await import("./keymap");

describe("the keyboard map", () => {
  it.each(["label", "review"] as const)("gives no chord two meanings (%s)", (mode) => {
    const chords = BINDINGS.filter(({ only }) => !only || only === mode).flatMap(({ chords }) =>
      chords.map(({ code, mod, shift }) => `${mod ? "mod " : ""}${shift ? "shift " : ""}${code}`),
    );
    expect(chords.length).toBeGreaterThan(60);
    expect(chords.filter((chord, index) => chords.indexOf(chord) !== index)).toEqual([]);
  });

  it("leaves the browser's own chords alone", () => {
    for (const code of ["KeyT", "KeyW", "KeyN", "Minus", "Equal", "Digit1"])
      expect(bindingOf({ code, mod: true }, "label")).toBeNull();
    expect(bindingOf({ code: "Tab" }, "label")).toBeNull();
  });

  it("tells chords apart by their modifiers", () => {
    expect(bindingOf({ code: "KeyI" }, "label")?.binding.keys).toBe("I");
    expect(bindingOf({ code: "KeyI", shift: true }, "label")?.binding.keys).toBe("Shift+I");
    expect(bindingOf({ code: "KeyZ", mod: true, shift: true }, "label")?.binding.keys).toBe(
      "Ctrl+Shift+Z",
    );
  });

  it("accepts a suggestion for an annotator, and the submission for a reviewer", () => {
    expect(bindingOf({ code: "KeyA" }, "label")?.binding.group).toBe("suggest");
    expect(bindingOf({ code: "KeyA" }, "review")?.binding.group).toBe("work");
    expect(bindingOf({ code: "KeyG" }, "review")).toBeNull();
  });
});
