/** What the server refused, as RFC 9457 tells it; a lost connection has status 0. */

export interface Problem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

interface ProblemBody {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly Problem[];
}

export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly problems: readonly Problem[] = [],
    /** The answer as it came: 412 carries the newer document here. */
    readonly body: unknown = null,
  ) {
    super(message);
  }

  get isOffline(): boolean {
    return this.status === 0;
  }
}

export const errorFrom = (status: number, body: unknown): ApiError => {
  const problem: ProblemBody = typeof body === "object" && body !== null ? body : {};
  return new ApiError(
    status,
    problem.code ?? `http_${status}`,
    problem.detail ?? problem.title ?? "",
    problem.errors ?? [],
    body,
  );
};
