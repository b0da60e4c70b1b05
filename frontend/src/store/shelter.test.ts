import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { emptyDocument } from "@/domain/document";
import { type Entry, type Journal, openJournal } from "./journal";
import { openShelter } from "./shelter";

const entry = (note: string, annotation = 7): Entry => ({
  annotation,
  task: 3,
  user: 1,
  revision: 1,
  base: emptyDocument(),
  document: { ...emptyDocument(), note },
  sent: [],
  at: 0,
});

/** Local storage that holds so many entries. */
class Small {
  private readonly kept = new Map<string, string>();
  constructor(public room: number) {}
  get length(): number {
    return this.kept.size;
  }
  key = (index: number): string | null => [...this.kept.keys()][index] ?? null;
  getItem = (key: string): string | null => this.kept.get(key) ?? null;
  removeItem = (key: string): void => void this.kept.delete(key);
  setItem = (key: string, value: string): void => {
    if (!this.kept.has(key) && this.kept.size >= this.room) throw new Error("full");
    this.kept.set(key, value);
  };
}

let name = 0;
let device: Journal;
let isFull = false;
const open = async (): Promise<Journal> => ({
  ...device,
  write: async (kept) => {
    if (isFull) throw new DOMException("full", "QuotaExceededError");
    return device.write(kept);
  },
});
const note = async (journal: Journal, annotation = 7) =>
  (await journal.read(annotation))?.document.note;

beforeEach(async () => {
  name += 1;
  isFull = false;
  device = await openJournal(`shelter-${name}`);
});

describe("the shelter", () => {
  it("keeps entries in the database while that takes them", async () => {
    const shelter = openShelter({ open, storage: () => new Small(9) });
    expect(await shelter.write(entry("a"))).toBe("device");
    expect((await device.read(7))?.document.note).toBe("a");
  });

  it("prefers the newer entry that a full database refused, until it takes one again", async () => {
    const storage = new Small(9);
    const shelter = openShelter({ open, storage: () => storage });
    await shelter.write(entry("a"));
    isFull = true;
    expect(await shelter.write(entry("ab"))).toBe("device");
    expect(await note(openShelter({ open, storage: () => storage }))).toBe("ab");
    expect((await shelter.all()).map(({ document }) => document.note)).toEqual(["ab"]);
    isFull = false;
    await shelter.write(entry("abc"));
    expect([await note(shelter), storage.length]).toEqual(["abc", 0]);
    await shelter.drop(7);
    expect([await note(shelter), await shelter.all()]).toEqual([undefined, []]);
  });

  it("says when only this page keeps it, and still works", async () => {
    const shelter = openShelter({
      open: async () => {
        throw new DOMException("forbidden", "SecurityError");
      },
      storage: () => {
        throw new DOMException("forbidden", "SecurityError");
      },
    });
    expect(await shelter.write(entry("a"))).toBe("page");
    expect(await note(shelter)).toBe("a");
    expect((await shelter.all()).length).toBe(1);
    await shelter.drop(7);
    expect(await shelter.all()).toEqual([]);
  });

  it("opens the database again when the connection was cut", async () => {
    const shelter = openShelter({ open: () => openJournal(`shelter-${name}`) });
    await shelter.write(entry("a"));
    const cut = await openJournal(`shelter-${name}`);
    cut.close();
    let times = 0;
    const again = openShelter({
      open: async () => {
        times += 1;
        return times === 1 ? cut : openJournal(`shelter-${name}`);
      },
    });
    expect(await note(again)).toBe("a");
    expect(times).toBe(2);
  });
});
