/** Which videos a number counts, as the address of the page that lists them. */
import type { VideoSearch } from "@/routes/search";

export const videosOf = (filter: Readonly<Record<string, string>>): VideoSearch => filter;
