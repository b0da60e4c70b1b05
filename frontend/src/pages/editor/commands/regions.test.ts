import { expect, it } from "vitest";
import { REGIONS, type Region, regionAfter } from "./regions";

const from = (region: Region | null, by: 1 | -1): Region =>
  regionAfter(region ? REGIONS.indexOf(region) : -1, by);

it("goes round the three parts of the screen", () => {
  expect(from("stage", 1)).toBe("timeline");
  expect(from("timeline", 1)).toBe("inspector");
  expect(from("inspector", 1)).toBe("stage");
  expect(from("stage", -1)).toBe("inspector");
});

it("begins with the picture, or backwards with the list", () => {
  expect(from(null, 1)).toBe("stage");
  expect(from(null, -1)).toBe("inspector");
});
