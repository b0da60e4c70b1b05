/** The sight of the mounted video: it comes with the video, after the first render. */
import { useStore } from "zustand";
import type { Sight } from "@/frames/sight";
import { useDesk } from "./context";

export const useSight = (): Sight | null => useStore(useDesk().bench.parts, (parts) => parts.sight);
