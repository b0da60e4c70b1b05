import { describe, expect, it } from "vitest";
import { videosAt } from "./links";

describe("the videos behind a number", () => {
  it("are named by their stage, and by what else is true of it", () => {
    expect(videosAt("returned")).toEqual({ stage: "returned", state: "ready", accepted: "false" });
    expect(videosAt("accepted")).toEqual({ accepted: "true" });
    expect(videosAt("rejected")).toEqual({ state: "rejected" });
  });
});
