import { expect, it } from "vitest";
import { linkTo, placeOf } from "./place";

it("reads a frame and a trace", () => {
  expect(placeOf({ frame: 12, trace: "a-1" })).toEqual({ frame: 12, trace: "a-1" });
  expect(placeOf({ frame: "0" })).toEqual({ frame: 0 });
  expect(placeOf({ trace: 7 })).toEqual({ trace: "7" });
});

it("drops what is no place", () => {
  for (const frame of [-1, 1.5, "x", "", null, Number.NaN, 1e9, true])
    expect(placeOf({ frame })).toEqual({});
  for (const trace of ["", "a b", "<b>", `a${"b".repeat(64)}`, null, {}])
    expect(placeOf({ trace })).toEqual({});
});

it("writes what it reads", () => {
  const link = linkTo("https://t.example", "/p/clips/videos/3", { frame: 4, trace: "t:1" });
  expect(link).toBe("https://t.example/p/clips/videos/3?frame=4&trace=t%3A1");
  expect(placeOf(Object.fromEntries(new URL(link).searchParams))).toEqual({
    frame: 4,
    trace: "t:1",
  });
  expect(linkTo("https://t.example", "/p/a", {})).toBe("https://t.example/p/a");
});
