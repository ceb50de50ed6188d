/** The one way to the server: the generated types, the session, and errors that carry what the server said. */
import createClient from 'openapi-fetch';
import { fetchThroughGate } from './gate';
import { ApiError, errorFrom } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/** The version of the API that this application speaks. */
export const BASE = '/api/v0.4';

/** For calls whose 401 is a wrong password or no session yet, not the end of a session. */
export const signInClient = createClient<paths>({ baseUrl: BASE });

export const client = createClient<paths>({ baseUrl: BASE, fetch: (request) => fetchThroughGate(request) });

type Answer<T> = { data?: T | undefined; error?: unknown; response: Response };

/** The data of an answer, or the error thrown. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, null);
  }
  if (!answer.response.ok) throw errorFrom(answer.response.status, answer.error);
  // 204 has no data, and its caller's type says so.
  return answer.data as T;
}
