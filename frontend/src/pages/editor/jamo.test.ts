import { expect, it } from "vitest";
import { isComposed, JamoWatch } from "./jamo";

it("knows what an input method types", () => {
  for (const key of ["ㅓ", "ㅏ", "ㅊ", "Process", "가"]) expect(isComposed(key)).toBe(true);
  for (const key of ["j", "1", "ArrowLeft", "é"]) expect(isComposed(key)).toBe(false);
});

it("warns after three letters in a row that did nothing", () => {
  let warnings = 0;
  const watch = new JamoWatch(() => {
    warnings += 1;
  });
  watch.note("ㅓ", false);
  watch.note("ㅏ", false);
  expect(warnings).toBe(0);
  watch.note("ㅣ", true); // a command: the keys arrive after all
  watch.note("ㅓ", false);
  watch.note("ㅏ", false);
  watch.note("Shift", false); // neither a letter nor a command
  watch.note("Process", false);
  expect(warnings).toBe(1);
  watch.note("ㅓ", false);
  expect(warnings).toBe(1); // counted anew
});
