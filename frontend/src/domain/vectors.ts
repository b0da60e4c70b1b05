/** What the tests of both languages share: changes to a base document, by path. */
import type { JsonRecord } from "./reading";

export interface Change {
  readonly set?: JsonRecord;
  readonly drop?: readonly string[];
}

type Container = Record<string, unknown>;

const placeOf = (root: Container, path: string): readonly [Container, string] => {
  const keys = path.split("/");
  const last = keys.pop() ?? "";
  return [keys.reduce((value, key) => value[key] as Container, root), last];
};

/** A copy of `base` with the change's `set` (path to value) and `drop` (paths) made. */
export const changed = (base: unknown, change: Change): unknown => {
  const result = structuredClone(base) as Container;
  for (const [path, value] of Object.entries(change.set ?? {})) {
    const [parent, key] = placeOf(result, path);
    // Assigning to __proto__ would hide it from the parser under test.
    Object.defineProperty(parent, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
  for (const path of change.drop ?? []) {
    const [parent, key] = placeOf(result, path);
    delete parent[key];
  }
  return result;
};
