import createClient from 'openapi-fetch';
import { lostConnection } from './connection';
import { ApiError, offlineError, readProblem } from './errors';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

/**
 * Typed calls of the API. Every answer that is none of 2xx is thrown as an ApiError with the server's own words, so that
 * callers only see what they asked for; what everybody must do about errors stands in queryClient.ts.
 */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin', fetch: refusing });

async function refusing(request: Request): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(request);
  } catch (cause) {
    if (request.signal.aborted) {
      throw cause;
    }
    lostConnection();
    throw offlineError(cause);
  }

  if (!response.ok) {
    throw new ApiError(response.status, await readProblem(response), response.headers.get('Retry-After'));
  }
  return response;
}

/** The body of an answer. */
export async function data<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}
