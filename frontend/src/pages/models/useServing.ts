/** The checkpoint that answers for a project, wherever it stands in the lists. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { checkpointQuery, checkpointsQuery, promotionsQuery } from "@/api/checkpoints";
import type { Checkpoint } from "@/api/types";

export interface Serving {
  readonly checkpoint: Checkpoint | null;
  readonly isPending: boolean;
  readonly error: Error | null;
  refetch(): void;
}

export const useServing = (project: string): Serving => {
  const list = useInfiniteQuery(checkpointsQuery(project));
  const promotions = useInfiniteQuery(promotionsQuery(project));
  const rows = list.data?.pages.flatMap((page) => page.results) ?? [];
  const listed = rows.find((row) => row.serving) ?? null;
  // An old one that serves again lies beyond the first page: the last promotion names it.
  const promoted = promotions.data?.pages[0]?.results[0]?.checkpoint?.id ?? null;
  const needsMore = list.isSuccess && !listed && promoted !== null;
  const alone = useQuery({ ...checkpointQuery(promoted ?? 0), enabled: needsMore });
  const found = listed ?? (needsMore && alone.data?.serving ? alone.data : null);
  return {
    checkpoint: found,
    isPending: list.isPending || promotions.isPending || (needsMore && alone.isPending),
    error: list.error ?? promotions.error,
    refetch: () => {
      void list.refetch();
      void promotions.refetch();
    },
  };
};
