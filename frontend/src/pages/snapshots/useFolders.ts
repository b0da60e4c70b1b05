import { useInfiniteQuery } from "@tanstack/react-query";
import { exportsQuery } from "@/api/exports";
import type { Export } from "@/api/types";
import { newestFolders } from "./parts";

/** The newest folder that was asked for of each snapshot, by the snapshot's id. */
export const useFolders = (project: string): ReadonlyMap<number, Export> => {
  const found = useInfiniteQuery(exportsQuery(project));
  return newestFolders(found.data?.pages.flatMap((page) => page.results) ?? []);
};
