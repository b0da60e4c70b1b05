/** Which videos a number counts, as the address of the page that lists them. */
import type { VideoSearch } from "@/routes/search";
import type { Stage } from "./stages";

export const videosOf = (filter: Readonly<Record<string, string>>): VideoSearch => filter;

/** The videos that are so far; those with tasks are ready and not accepted. */
export const videosAt = (stage: Stage): VideoSearch => {
  switch (stage) {
    case "accepted":
      return videosOf({ accepted: "true" });
    case "preparing":
    case "rejected":
      return videosOf({ state: stage });
    default:
      return videosOf({ stage, state: "ready", accepted: "false" });
  }
};
