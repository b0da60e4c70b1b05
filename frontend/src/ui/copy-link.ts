/** Puts an address into the clipboard and says so; where that is forbidden, shows it instead. */
import { m } from "@/i18n";
import { announce } from "./announce";
import { toast } from "./toast";

export const copyLink = async (link: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(link);
    announce(m.link_copied());
    toast("done", m.link_copied());
  } catch {
    toast("note", link);
  }
};
