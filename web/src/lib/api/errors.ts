/** What the server says of a refusal (RFC 9457), with what it adds. */
export interface Problem {
  detail: string;
  errors?: Record<string, string | string[]>;
  [more: string]: unknown;
}

/** An answer of the API that is a refusal; status 0 when there was no answer. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem;
  /** Seconds to wait before the next try. */
  readonly retryAfter: number | null;

  constructor(status: number, problem: Problem, retryAfter: string | null = null, cause?: unknown) {
    super(problem.detail, { cause });
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : null;
  }
}

const usual: Record<number, string> = {
  401: 'Your session ended. Sign in again.',
  403: 'Your role does not allow this.',
  404: 'This is not here, or no longer.',
  413: 'This is too large to send.',
  429: 'Too many tries. Wait a moment.',
  502: 'Glean cannot be reached just now. Try again in a moment.',
  503: 'Glean is not ready just now. Try again in a moment.',
  504: 'Glean did not answer in time. Try again in a moment.',
};

/** The reason a response gives, or a plain one for its status. */
export async function readProblem(response: Response): Promise<Problem> {
  try {
    const body: unknown = await response.json();
    if (typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string') {
      return body as Problem;
    }
  } catch {
    // A proxy's page, or nothing at all.
  }
  return { detail: usual[response.status] ?? `Glean answered with an unexpected status, ${response.status}.` };
}

export function offlineError(cause: unknown): ApiError {
  return new ApiError(0, { detail: 'Glean cannot be reached. Nothing was changed.' }, null, cause);
}

/** Words for a person, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof ApiError ? error.message : 'Something went wrong on this page. Load it again.';
}

/** The words for one field of a form, if the server had any. */
export function fieldError(error: unknown, field: string): string | undefined {
  const found = error instanceof ApiError ? error.problem.errors?.[field] : undefined;
  return Array.isArray(found) ? found.join(' ') : found;
}

export function hasStatus(error: unknown, status: number): error is ApiError {
  return error instanceof ApiError && error.status === status;
}
