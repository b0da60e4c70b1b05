import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { handsAtRest, watchHands } from "./hands";
import { Scope } from "./scope";

let scope: Scope;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  vi.stubGlobal("window", new EventTarget());
  scope = new Scope();
  watchHands(scope);
});

afterEach(() => {
  scope.end();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const happens = (type: string): boolean => window.dispatchEvent(new Event(type));

it("waits for the pause after the last key", async () => {
  const rested = vi.fn();
  happens("keydown");
  void handsAtRest().then(rested);
  await vi.advanceTimersByTimeAsync(600);
  happens("keydown");
  await vi.advanceTimersByTimeAsync(600);
  expect(rested).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(400);
  expect(rested).toHaveBeenCalledOnce();
});

it("waits while a pointer is down", async () => {
  await vi.advanceTimersByTimeAsync(5000);
  const rested = vi.fn();
  happens("pointerdown");
  void handsAtRest().then(rested);
  await vi.advanceTimersByTimeAsync(5000);
  expect(rested).not.toHaveBeenCalled();
  happens("pointerup");
  await vi.advanceTimersByTimeAsync(1000);
  expect(rested).toHaveBeenCalledOnce();
});

it("is at once where nobody touches anything", async () => {
  await vi.advanceTimersByTimeAsync(5000);
  await handsAtRest();
});
