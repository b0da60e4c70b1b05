/** Puts a refusal into words in the language of the page: what happened and what to do. */
import { m } from "@/i18n";
import { ApiError } from "./errors";

export interface Explanation {
  readonly title: string;
  readonly text: string;
}

/** Codes that have words of their own; the server's sentence serves for the others. */
const CODES: Readonly<Record<string, () => string>> = {
  invalid_credentials: m.error_invalid_credentials,
  locked_out: m.error_locked_out,
};

const byStatus = (status: number): Explanation | null => {
  if (status === 0) return { title: m.error_offline_title(), text: m.error_offline_text() };
  if (status === 401) return { title: m.error_signed_out_title(), text: m.error_signed_out_text() };
  if (status === 403) return { title: m.error_forbidden_title(), text: m.error_forbidden_text() };
  if (status === 404) return { title: m.error_missing_title(), text: m.error_missing_text() };
  if (status === 413) return { title: m.error_too_large_title(), text: m.error_too_large_text() };
  if (status === 429) return { title: m.error_too_many_title(), text: m.error_too_many_text() };
  if (status >= 500) return { title: m.error_server_title(), text: m.error_server_text() };
  return null;
};

export const explain = (error: unknown): Explanation => {
  if (!(error instanceof ApiError))
    return { title: m.error_unexpected_title(), text: m.error_unexpected_text() };
  const own = CODES[error.code];
  if (own) return { title: m.error_refused_title(), text: own() };
  const general = byStatus(error.status);
  if (general) return general;
  const places = error.problems.map((problem) => problem.message).join(" ");
  return {
    title: m.error_refused_title(),
    text: places || error.message || m.error_refused_text(),
  };
};
