/** Asks again only whether something changed: an answer is kept with its tag until the next one. */
import { answer } from "./client";
import { ApiError } from "./errors";

interface Kept {
  readonly tag: string;
  readonly body: unknown;
}

const kept = new Map<string, Kept>();

type Sent = Parameters<typeof answer>[0];

/** The body under `key`: the kept one when the server says that its tag still stands (304). */
export const freshest = async <T>(
  key: string,
  ask: (headers: Readonly<Record<string, string>>) => Sent,
): Promise<T> => {
  const before = kept.get(key);
  try {
    const { data, response } = await answer<T>(ask(before ? { "If-None-Match": before.tag } : {}));
    const tag = response.headers.get("ETag");
    if (tag) kept.set(key, { tag, body: data });
    return data as T;
  } catch (error) {
    if (before && error instanceof ApiError && error.status === 304) return before.body as T;
    throw error;
  }
};
