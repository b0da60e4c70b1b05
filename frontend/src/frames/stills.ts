/** Frames of the untouched source, rendered by the server: exact in every browser, but slow. */
import { apiFetch } from "@/api/client";
import type { Scope } from "@/lib/scope";
import { Shelf } from "./shelf";

const MOST = 4;

export class Stills {
  private readonly shelf = new Shelf<ImageBitmap>(MOST);
  private asked: Scope | null = null;

  constructor(
    private readonly video: number,
    private readonly scope: Scope,
  ) {
    scope.defer(() => this.shelf.clear());
  }

  peek(frame: number): ImageBitmap | null {
    return this.shelf.get(frame);
  }

  /** Fetches `frame`, giving up on the one asked for before; null when it cannot be had. */
  async get(frame: number): Promise<ImageBitmap | null> {
    const kept = this.shelf.get(frame);
    if (kept) return kept;
    this.asked?.end();
    const asked = this.scope.child();
    this.asked = asked;
    try {
      const url = new URL(`/api/v1/videos/${this.video}/frames/${frame}.png`, location.origin);
      const response = await apiFetch(new Request(url, { signal: asked.signal }));
      if (!response.ok) return null;
      const picture = await createImageBitmap(await response.blob());
      // Whoever asked is still there: the picture goes to the shelf even if another was asked since.
      if (this.scope.ended) picture.close();
      else this.shelf.put(frame, picture);
      return this.scope.ended ? null : picture;
    } catch {
      return null; // given up, or no connection
    } finally {
      asked.end();
    }
  }

  rest(): void {
    this.asked?.end();
    this.shelf.clear();
  }
}
