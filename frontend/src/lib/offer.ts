/** Gives the person a file that was made in the page. */
import { Scope } from "./scope";

/** Long enough for any browser to have begun reading it, in milliseconds. */
const LASTS_MS = 10_000;

export const offer = (name: string, text: string): void => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  new Scope().timeout(LASTS_MS, () => URL.revokeObjectURL(link.href));
};
