/** Keeps the values used last, by frame, and closes every other: decoded pictures are large. */

export interface Closable {
  close(): void;
}

export class Shelf<T extends Closable> {
  /** In the order of their last use, the oldest first. */
  private readonly kept = new Map<number, T>();

  /** Keeps at most `most` values. */
  constructor(private readonly most: number) {}

  get size(): number {
    return this.kept.size;
  }

  has(frame: number): boolean {
    return this.kept.has(frame);
  }

  /** The value of `frame`, which now counts as used; it stays open until something is put here. */
  get(frame: number): T | null {
    const value = this.kept.get(frame);
    if (!value) return null;
    this.kept.delete(frame);
    this.kept.set(frame, value);
    return value;
  }

  put(frame: number, value: T): void {
    this.kept.get(frame)?.close();
    this.kept.delete(frame);
    this.kept.set(frame, value);
    for (const [oldest, old] of this.kept) {
      if (this.kept.size <= this.most) return;
      this.kept.delete(oldest);
      old.close();
    }
  }

  clear(): void {
    for (const value of this.kept.values()) value.close();
    this.kept.clear();
  }
}
