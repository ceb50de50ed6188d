/** Bad news from the server (`application/problem+json`) or from the way there, as an error to throw. */
import type { components } from './schema';

export type Problem = components['schemas']['Problem'];
export type FileFault = components['schemas']['FileFault'];

/** A request that did not do what was asked. */
export class ApiError extends Error {
  /** The HTTP status; 0 when no answer came. */
  readonly status: number;
  /** What the server said; `null` when it said nothing that can be read. */
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? (status === 0 ? 'no answer from the server' : `the server answered ${status}`));
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }

  /** Stable codes of the faults, e.g. `mandatory_missing`. */
  get codes(): string[] {
    return this.problem?.errors.map((fault) => fault.type) ?? [];
  }
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'title' in body && 'status' in body;
}

/** The error for an answer whose body was already read. */
export function errorFrom(status: number, body: unknown): ApiError {
  return new ApiError(status, isProblem(body) ? { ...body, errors: body.errors ?? [] } : null);
}

/** What a person should read: the faults if there are any, else the detail. */
export function sentences(error: ApiError): string[] {
  const faults = error.problem?.errors.map((fault) => fault.message) ?? [];
  return faults.length > 0 ? faults : [error.problem?.detail ?? error.message];
}

/** What the server said about one field of the body; `null` when it said nothing about it. */
export function faultAt(error: Error | null, field: string): string | null {
  if (!(error instanceof ApiError)) return null;
  return error.problem?.errors.find((fault) => fault.location === `body: ${field}`)?.message ?? null;
}
