/**
 * Settings survive a browser that forbids storage: then they last as long as the page. Imported
 * before all else, because libraries read `localStorage` too, and would stop the page from starting.
 */

class PageStorage implements Storage {
  [name: string]: unknown;
  private readonly kept = new Map<string, string>();

  get length(): number {
    return this.kept.size;
  }

  clear(): void {
    this.kept.clear();
  }

  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }

  key(index: number): string | null {
    return [...this.kept.keys()][index] ?? null;
  }

  removeItem(key: string): void {
    this.kept.delete(key);
  }

  setItem(key: string, value: string): void {
    this.kept.set(key, value);
  }
}

const isForbidden = (name: "localStorage" | "sessionStorage"): boolean => {
  try {
    window[name].getItem("");
    return false;
  } catch {
    return true;
  }
};

if (typeof window !== "undefined")
  for (const name of ["localStorage", "sessionStorage"] as const)
    if (isForbidden(name))
      Object.defineProperty(window, name, { configurable: true, value: new PageStorage() });

/** The small storage of this device; throws where there is none. */
export const deviceStorage = (): Storage => {
  const storage = window.localStorage;
  if (storage instanceof PageStorage) throw new Error("this browser forbids storage");
  return storage;
};
