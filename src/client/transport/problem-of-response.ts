import type { Problem } from '../../errors';
import { MeshApiError } from './errors';

/** Characters of an answer that is no problem which are shown: enough for the words of a proxy. */
const SHOWN = 200;

/** The error that an answer tells of; one that came from something before the mesh, such as a proxy, gets the code `http-<status>`. */
export async function errorOfResponse(response: Response): Promise<MeshApiError> {
  const text = await response.text();
  const retryAfter = retryAfterSecondsOf(response);
  const known = problemIn(text);
  const requestId = response.headers.get('x-request-id');
  return new MeshApiError({
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    detail: text.trim().slice(0, SHOWN) || response.statusText,
    code: `http-${response.status}`,
    retryable: response.status === 429 || response.status >= 502,
    ...(requestId !== null && { request_id: requestId }),
    ...known,
    ...(retryAfter !== undefined && { retry_after_seconds: retryAfter }),
  });
}

/** The seconds of `Retry-After`, given as such or as a date (RFC 9110, 10.2.3). */
function retryAfterSecondsOf({ headers }: Response): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : undefined;
}

function problemIn(text: string): Problem | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null && 'code' in body && 'status' in body ? (body as Problem) : undefined;
  } catch {
    return undefined;
  }
}
