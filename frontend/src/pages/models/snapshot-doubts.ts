/** What may keep a run on this snapshot from going well. */
import type { Snapshot } from "@/api/types";

export type Doubt = "empty" | "few" | "no_val" | "no_test";

/** Fewer say little about anything; promoting warns of as few too. */
const FEW = 50;

/** Videos without a split are dealt out by a hash, so that every split gets some. */
export const doubtsOf = ({
  videos,
  splits,
}: Pick<Snapshot, "videos" | "splits">): readonly Doubt[] => {
  if (videos === 0) return ["empty"];
  const has = (split: string): boolean => (splits[split] ?? 0) > 0 || (splits[""] ?? 0) > 0;
  return [
    ...(videos < FEW ? (["few"] as const) : []),
    ...(has("val") ? [] : (["no_val"] as const)),
    ...(has("test") ? [] : (["no_test"] as const)),
  ];
};
