/** Settings that this browser keeps; where it keeps nothing they last as long as the page. */

const page = new Map<string, string>();

export const remembered = (key: string): string | null => {
  try {
    return window.localStorage.getItem(key) ?? page.get(key) ?? null;
  } catch {
    return page.get(key) ?? null;
  }
};

export const remember = (key: string, value: string): void => {
  page.set(key, value);
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Forbidden or full: a setting is no reason to stop working.
  }
};
