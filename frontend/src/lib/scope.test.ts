import { describe, expect, it, vi } from "vitest";
import { Scope } from "./scope";

describe("a scope", () => {
  it("stops listening when it ends", () => {
    const scope = new Scope();
    const target = new EventTarget();
    const heard = vi.fn();
    scope.listen(target, "ping", heard);
    target.dispatchEvent(new Event("ping"));
    scope.end();
    target.dispatchEvent(new Event("ping"));
    expect(heard).toHaveBeenCalledTimes(1);
  });

  it("clears timers when it ends", () => {
    vi.useFakeTimers();
    const scope = new Scope();
    const late = vi.fn();
    scope.timeout(10, late);
    scope.interval(10, late);
    scope.end();
    vi.advanceTimersByTime(100);
    expect(late).not.toHaveBeenCalled();
    vi.useRealTimers();
  });

  it("fires a timeout once and an interval again and again", () => {
    vi.useFakeTimers();
    const scope = new Scope();
    const once = vi.fn();
    const often = vi.fn();
    scope.timeout(10, once);
    scope.interval(10, often);
    vi.advanceTimersByTime(35); // at 10, 20 and 30 ms
    expect(once).toHaveBeenCalledTimes(1);
    expect(often).toHaveBeenCalledTimes(3);
    scope.end();
    vi.useRealTimers();
  });

  it("ends its children, newest first", () => {
    const scope = new Scope();
    const order: string[] = [];
    scope.child().defer(() => order.push("first child"));
    scope.child().defer(() => order.push("second child"));
    scope.end();
    expect(order).toEqual(["second child", "first child"]);
  });

  it("survives the end of a child", () => {
    const scope = new Scope();
    const child = scope.child();
    child.end();
    expect(scope.ended).toBe(false);
    expect(scope.signal.aborted).toBe(false);
    expect(child.signal.aborted).toBe(true);
  });

  it("undoes at once what is handed to it after its end", () => {
    const scope = new Scope();
    scope.end();
    const undo = vi.fn();
    scope.defer(undo);
    expect(undo).toHaveBeenCalledTimes(1);
  });
});
