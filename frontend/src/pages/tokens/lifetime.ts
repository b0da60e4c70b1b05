/** How long a token lives, in days. */
export const LIFETIMES = ["7", "30", "90", "365", "never"] as const;

export type Lifetime = (typeof LIFETIMES)[number];

const DAY_MS = 86_400_000;

/** The ISO time at which it ends; null for never. */
export const expiryAfter = (lifetime: Lifetime, now: Date): string | null =>
  lifetime === "never" ? null : new Date(now.getTime() + Number(lifetime) * DAY_MS).toISOString();
