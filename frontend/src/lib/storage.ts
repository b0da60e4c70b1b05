/**
 * Where the browser forbids storage, what is kept there lasts as long as the page, so that settings
 * are all that is lost. One stand-in instead of a guard at each use, because what the messages are
 * compiled to reads storage too; imported before everything else, which may read it at once.
 */

/** Storage that ends with the page. */
const pageStorage = (): Storage => {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (index) => [...kept.keys()][index] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, String(value)),
  };
};

const standIns = new Set<Storage>();

/** Puts a stand-in where reading the page's storage throws. */
export const replaceForbidden = (page: Window): void => {
  for (const name of ["localStorage", "sessionStorage"] as const)
    try {
      page[name].getItem("");
    } catch {
      const value = pageStorage();
      standIns.add(value);
      Object.defineProperty(page, name, { configurable: true, value });
    }
};

if (typeof window !== "undefined") replaceForbidden(window);

/** The small storage of this device; throws where there is none to keep work in. */
export const deviceStorage = (): Storage => {
  if (standIns.has(window.localStorage)) throw new Error("this browser forbids storage");
  return window.localStorage;
};

/** Keeps a setting for the next visit, if there is room. */
export const remember = (key: string, value: string): void => {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // This visit goes by it all the same.
  }
};
