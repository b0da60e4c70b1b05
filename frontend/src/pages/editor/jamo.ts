/**
 * Notices that an input method swallows the keys. Commands are known by KeyboardEvent.code, which
 * Hangul mode leaves alone; some input methods deliver neither a code nor a release.
 */

/** So many letters in a row that did nothing are no slip. */
const PATIENCE = 3;

/** Whether a key is a letter of an input method: a jamo, or "Process" while it composes. */
export const isComposed = (key: string): boolean =>
  key === "Process" || /^[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]$/u.test(key);

export class JamoWatch {
  private unknown = 0;

  constructor(private readonly warn: () => void) {}

  /** Call for every key that was pressed outside a text field. */
  note(key: string, didSomething: boolean): void {
    if (didSomething) this.unknown = 0;
    else if (isComposed(key)) this.unknown += 1;
    if (this.unknown < PATIENCE) return;
    this.unknown = 0;
    this.warn();
  }
}
