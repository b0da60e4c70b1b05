import { describe, expect, it } from "vitest";
import { type Stage, startable, summary, type UploadItem } from "./upload-state";

const item = (id: number, stage: Stage, size = 100, sent = 0): UploadItem => ({
  id,
  project: "demo",
  name: `${id}.mp4`,
  size,
  sent,
  stage,
  video: null,
  prepared: null,
  reason: "",
});

describe("the summary of an import", () => {
  it("weighs files by their bytes", () => {
    // 300 of 300 bytes of the prepared one and 50 of 100 of the other: 350 of 400.
    const result = summary([item(1, "preparing", 300), item(2, "sending", 100, 50)]);
    expect(result.share).toBe(0.875);
    expect(result.sent).toBe(1);
    expect(result.isSending).toBe(true);
    expect(result.isDone).toBe(false);
  });

  it("is done when every file is ready, rejected or failed", () => {
    const result = summary([item(1, "ready"), item(2, "rejected"), item(3, "failed")]);
    expect(result).toMatchObject({ ready: 1, broken: 2, share: 1, isDone: true });
  });

  it("counts a stalled file as still being sent", () => {
    expect(summary([item(1, "stalled", 100, 25)])).toMatchObject({ share: 0.25, isSending: true });
  });
});

describe("the files to start", () => {
  it("keep the number under way at the limit", () => {
    const items = [item(1, "sending"), item(2, "stalled"), item(3, "waiting"), item(4, "waiting")];
    expect(startable(items, 3).map(({ id }) => id)).toEqual([3]);
  });

  it("are none when enough are under way", () => {
    expect(startable([item(1, "sending"), item(2, "waiting")], 1)).toEqual([]);
  });
});
