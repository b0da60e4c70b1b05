import { describe, expect, it } from "vitest";
import { Shelf } from "./shelf";

const closing = (closed: string[], name: string) => ({ close: () => void closed.push(name) });

describe("the shelf", () => {
  it("closes what was used longest ago", () => {
    const closed: string[] = [];
    const shelf = new Shelf(2);
    shelf.put(1, closing(closed, "one"));
    shelf.put(2, closing(closed, "two"));
    shelf.get(1);
    shelf.put(3, closing(closed, "three"));
    expect(closed).toEqual(["two"]);
    expect([1, 2, 3].map((frame) => shelf.has(frame))).toEqual([true, false, true]);
  });

  it("closes a value that is replaced", () => {
    const closed: string[] = [];
    const shelf = new Shelf(2);
    shelf.put(1, closing(closed, "old"));
    shelf.put(1, closing(closed, "new"));
    expect(closed).toEqual(["old"]);
    expect(shelf.size).toBe(1);
  });

  it("closes everything when cleared", () => {
    const closed: string[] = [];
    const shelf = new Shelf(48);
    for (let frame = 0; frame < 300; frame += 1) shelf.put(frame, closing(closed, `${frame}`));
    expect(shelf.size).toBe(48);
    expect(closed).toHaveLength(300 - 48);
    shelf.clear();
    expect(closed).toHaveLength(300);
    expect(shelf.size).toBe(0);
  });
});
