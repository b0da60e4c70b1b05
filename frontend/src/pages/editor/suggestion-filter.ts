/** Which confidences a person wants to see: the same for every clip, on this device. */
import type { Bin } from "@/api/types";
import { BINS } from "@/store/suggestions";

const KEY = "telltale.editor.bins";

export const keptFilter = (): readonly Bin[] => {
  const hidden = (localStorage.getItem(KEY) ?? "").split(" ");
  return BINS.filter((bin) => hidden.includes(bin));
};

export const keepFilter = (hidden: readonly Bin[]): void =>
  localStorage.setItem(KEY, hidden.join(" "));
