/** Pictures of single frames that are drawn over the video, where seeking would be too slow. */
export interface Pictures {
  /** Whether frames can be decoded by now. */
  readonly isReady: boolean;
  /** Decodes what `frame` needs; resolves when it can be shown, or never will be. */
  develop(frame: number): Promise<void>;
  /** Draws `frame` at once; false when it has not been decoded yet. */
  show(frame: number): boolean;
  /** Asks for `frame` and those that a motion backwards needs after it. */
  ahead(frame: number): void;
  /** The video itself shows the wanted frame again. */
  landed(): void;
  /** The video plays by itself. */
  rolled(): void;
  /** Shows `frame` as the server renders it; false when it cannot be had. */
  prove(frame: number): Promise<boolean>;
}
