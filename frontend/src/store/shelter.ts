/**
 * A journal that always takes what it is given: the database of the browser first, its small local
 * storage when that is full or forbidden, and the memory of this page when nothing else is left.
 */
import { Scope } from "@/lib/scope";
import { deviceStorage } from "@/lib/storage";
import { type Entry, type Journal, type Keeping, openJournal } from "./journal";

/** Some browsers never answer when they forbid the database, in milliseconds. */
const PATIENCE_MS = 3000;
const KEY = "telltale.draft.";

type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** What does not fit the database; `set` and `remove` throw where storage is forbidden. */
class Spare {
  constructor(private readonly storage: () => Storage) {}

  get(annotation: number): Entry | undefined {
    try {
      const text = this.storage().getItem(KEY + annotation);
      return text === null ? undefined : (JSON.parse(text) as Entry);
    } catch {
      return undefined;
    }
  }

  set(entry: Entry): void {
    this.storage().setItem(KEY + entry.annotation, JSON.stringify(entry));
  }

  remove(annotation: number): void {
    try {
      this.storage().removeItem(KEY + annotation);
    } catch {
      // What is forbidden holds nothing.
    }
  }

  all(): readonly Entry[] {
    try {
      const storage = this.storage();
      return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "")
        .filter((key) => key.startsWith(KEY))
        .map((key) => this.get(Number(key.slice(KEY.length))))
        .filter((entry) => entry !== undefined);
    } catch {
      return [];
    }
  }
}

export interface ShelterOptions {
  open?(): Promise<Journal>;
  storage?(): Storage;
}

class Shelter implements Journal {
  private readonly spare: Spare;
  private readonly page = new Map<number, Entry>();
  private device: Promise<Journal>;

  constructor(private readonly options: Required<ShelterOptions>) {
    this.spare = new Spare(options.storage);
    this.device = this.reach();
  }

  /** A place further down holds an entry only while the ones above refused it: it is the newer. */
  async read(annotation: number): Promise<Entry | undefined> {
    const nearer = this.page.get(annotation) ?? this.spare.get(annotation);
    return nearer ?? this.ask((device) => device.read(annotation)).catch(() => undefined);
  }

  async write(entry: Entry, durability?: IDBTransactionDurability): Promise<Keeping> {
    try {
      await this.ask((device) => device.write(entry, durability));
      this.spare.remove(entry.annotation);
    } catch {
      try {
        this.spare.set(entry);
      } catch {
        this.page.set(entry.annotation, entry);
        return "page";
      }
    }
    this.page.delete(entry.annotation);
    return "device";
  }

  async drop(annotation: number): Promise<void> {
    this.page.delete(annotation);
    this.spare.remove(annotation);
    await this.ask((device) => device.drop(annotation)).catch(() => undefined);
  }

  async all(): Promise<readonly Entry[]> {
    const far = await this.ask((device) => device.all()).catch(() => []);
    const entries = [...far, ...this.spare.all(), ...this.page.values()];
    return [...new Map(entries.map((entry) => [entry.annotation, entry])).values()];
  }

  close(): void {
    void this.device.then((device) => device.close()).catch(() => undefined);
  }

  /** A connection can be cut (cleared site data, a full disk): it is opened once more. */
  private async ask<T>(question: (device: Journal) => Promise<T>): Promise<T> {
    const device = this.device;
    try {
      return await question(await device);
    } catch (error) {
      if (!isCut(error)) throw error;
      if (this.device === device) this.device = this.reach();
      return question(await this.device);
    }
  }

  private reach(): Promise<Journal> {
    const scope = new Scope();
    const late = new Promise<never>((_, reject) => {
      scope.timeout(PATIENCE_MS, () => reject(new Error("the database does not answer")));
    });
    const reached = Promise.race([this.options.open(), late]).finally(() => scope.end());
    reached.catch(() => undefined); // told to whoever asks
    return reached;
  }
}

const isCut = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "InvalidStateError";

export const openShelter = ({
  open = async () => openJournal(),
  storage = deviceStorage,
}: ShelterOptions = {}): Journal => new Shelter({ open, storage });
