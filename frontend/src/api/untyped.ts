/** The client for routes that the schema does not describe yet. */
import { type Answer, api } from "./client";

type Ask = (path: string, init?: Readonly<Record<string, unknown>>) => Promise<Answer<unknown>>;

export const open = api as unknown as Readonly<Record<"GET" | "POST" | "PUT", Ask>>;
