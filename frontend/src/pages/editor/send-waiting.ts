/** Sends what earlier visits left on this device: clips that were closed while offline. */
import type { Journal } from "@/store/journal";
import { drain } from "@/store/outbox";
import { openShelter } from "@/store/shelter";
import { putDocument } from "./requests";

/** The answer is how many of this person's clips still wait. */
export const sendWaiting = async (user: number, journal?: Journal): Promise<number> => {
  try {
    return await drain({
      journal: journal ?? openShelter(),
      user,
      put: (annotation) => (document, revision) => putDocument(annotation, document, revision),
      isOnline: () => navigator.onLine,
    });
  } catch {
    return 0; // a device without a journal has nothing waiting
  }
};
