/** Puts a refusal into words in the language of the page: what happened and what to do. */
import { getLocale, m } from "@/i18n";
import { ApiError, type Problem } from "./errors";
import { translated } from "./sentences";

export interface Explanation {
  readonly title: string;
  readonly text: string;
}

/** Codes that have words of their own, some at one place only; the server's sentence else. */
const WORDS: Readonly<Record<string, () => string>> = {
  invalid_credentials: m.error_invalid_credentials,
  locked_out: m.error_locked_out,
  csrf_failed: m.error_out_of_date,
  already_member: m.error_already_member,
  last_manager: m.error_last_manager,
  disk_full: m.error_disk_full,
  name_taken: m.error_name_taken,
  nothing: m.error_nothing,
  own_work: m.error_own_work,
  overtaken: m.error_overtaken,
  held: m.error_held,
  not_yours: m.error_not_yours,
  not_held: m.error_not_held,
  wrong_password: m.error_wrong_password,
  no_account: m.error_no_account,
  password_too_short: m.error_password_too_short,
  password_too_common: m.error_password_too_common,
  "taken slug": m.error_taken_slug,
  "taken username": m.error_taken_username,
};

/** Codes that say enough where the server's own sentence, which says more, is not understood. */
const GENERAL: Readonly<Record<string, () => string>> = {
  required: m.problem_required,
  blank: m.problem_required,
  null: m.problem_required,
  empty: m.problem_required,
  missing: m.problem_required,
  max_length: m.problem_too_long,
  too_long: m.problem_too_long,
  min_value: m.problem_out_of_range,
  max_value: m.problem_out_of_range,
  out_of_range: m.problem_out_of_range,
  not_a_number: m.problem_out_of_range,
  invalid_choice: m.problem_choice,
  unknown_choice: m.problem_choice,
  unknown_value: m.problem_choice,
  unknown_scope: m.problem_choice,
  invalid: m.problem_not_valid,
  type: m.problem_not_valid,
  slug: m.problem_not_valid,
  password_entirely_numeric: m.problem_not_valid,
  password_too_similar: m.problem_not_valid,
  in_the_past: m.problem_past,
  submitted: m.problem_submitted,
  accepted: m.problem_accepted,
  not_submitted: m.problem_not_submitted,
  skipped: m.problem_skipped,
  conflict: m.problem_conflict,
  known: m.problem_known,
  serves: m.problem_serves,
};

/** The server's sentence where it is understood, or can be: it says more than its code. */
const inWords = (code: string, message: string): string => {
  const said = translated(message);
  if (getLocale() === "en" || said !== message) return said;
  return GENERAL[code]?.() ?? message;
};

const sentence = ({ code, path, message }: Problem): string =>
  (WORDS[`${code} ${path}`] ?? WORDS[code])?.() ?? inWords(code, message);

/** What is wrong with one field of a form, if the server named that field. */
export const problemAt = (error: unknown, path: string): string | undefined => {
  const found =
    error instanceof ApiError ? error.problems.find((problem) => problem.path === path) : undefined;
  return found && sentence(found);
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
  const own = WORDS[error.code];
  if (own) return { title: m.error_refused_title(), text: own() };
  const general = byStatus(error.status);
  if (general) return general;
  const places = error.problems.map(sentence).join(" ");
  return {
    title: m.error_refused_title(),
    text: places || inWords(error.code, error.message) || m.error_refused_text(),
  };
};
