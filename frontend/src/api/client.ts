/**
 * The one way to the server: typed by the schema, carries the CSRF token, and when the session
 * has expired waits for the person to sign in again and then repeats the request.
 */
import createClient from "openapi-fetch";
import { getLocale } from "@/i18n";
import { ApiError, errorFrom } from "./errors";
import type { paths } from "./schema";
import { signInAgain } from "./session-gate";

const SESSION = "/api/v1/session/";
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/** The token that Django set in a readable cookie; it changes at sign-in, so read it each time. */
export const csrfToken = (): string => {
  const found = /(?:^|;\s*)csrftoken=([^;]+)/.exec(
    typeof document === "undefined" ? "" : document.cookie,
  );
  return found?.[1] ? decodeURIComponent(found[1]) : "";
};

const send = (request: Request): Promise<Response> => {
  if (!SAFE.has(request.method)) request.headers.set("X-CSRFToken", csrfToken());
  request.headers.set("Accept-Language", getLocale());
  return fetch(request);
};

/** `fetch` for our own API: use it directly only where the typed client cannot say what is sent. */
export const apiFetch = async (request: Request): Promise<Response> => {
  const again = request.clone();
  const response = await send(request);
  const isSession = new URL(request.url).pathname === SESSION;
  if (response.status !== 401 || isSession) return response;
  return (await signInAgain()) ? send(again) : response;
};

export const api = createClient<paths>({
  baseUrl: typeof window === "undefined" ? "http://localhost" : window.location.origin,
  fetch: apiFetch,
  credentials: "same-origin",
});

interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** The whole answer, for callers who need headers or a status; throws `ApiError` when refused. */
export const answer = async <T>(sent: Promise<Answer<unknown>>): Promise<Answer<T>> => {
  let result: Answer<unknown>;
  try {
    result = await sent;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new ApiError(0, "network", "The server cannot be reached.");
  }
  if (!result.response.ok) throw errorFrom(result.response.status, result.error ?? result.data);
  // The schema knows no tuples and no closed unions: `types.ts` says what the body is.
  return result as Answer<T>;
};

/** The body of the answer; throws `ApiError` when refused or when there is no connection. */
export const call = async <T>(sent: Promise<Answer<unknown>>): Promise<T> =>
  (await answer<T>(sent)).data as T;
