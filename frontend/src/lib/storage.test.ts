import { afterEach, describe, expect, it, vi } from "vitest";
import { deviceStorage, remember, replaceForbidden } from "./storage";

const forbid = (): never => {
  throw new DOMException("Access is denied.", "SecurityError");
};

afterEach(() => vi.unstubAllGlobals());

describe("storage", () => {
  it("lasts as long as the page where the browser forbids it, and keeps no work", () => {
    const page = Object.defineProperty({} as Window, "localStorage", {
      configurable: true,
      get: forbid,
    });
    vi.stubGlobal("window", page);
    replaceForbidden(page);
    for (const storage of [page.localStorage, page.sessionStorage]) {
      storage.setItem("theme", "dark");
      expect([storage.getItem("theme"), storage.key(0), storage.length]).toEqual([
        "dark",
        "theme",
        1,
      ]);
      storage.removeItem("theme");
      expect(storage.getItem("theme")).toBeNull();
    }
    expect(deviceStorage).toThrow("forbids storage");
  });

  it("is the browser's own where that may be read", () => {
    const own = { getItem: () => null } as unknown as Storage;
    const page = { localStorage: own, sessionStorage: own } as Window;
    vi.stubGlobal("window", page);
    replaceForbidden(page);
    expect(page.localStorage).toBe(own);
    expect(deviceStorage()).toBe(own);
  });

  it("goes without remembering where it is full", () => {
    const full = { setItem: () => forbid() };
    vi.stubGlobal("window", { localStorage: full });
    expect(() => remember("theme", "dark")).not.toThrow();
  });
});
