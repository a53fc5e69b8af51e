/** What servers say about an error in a body, as far as it is worth reading; nothing of it may be quoted. */
export interface ErrorObject {
  message?: unknown;
  /** OpenAI's and Anthropic's name of the kind. */
  type?: unknown;
  /** OpenAI's name of the case; Google's HTTP status. */
  code?: unknown;
  /** Google's name of the kind. */
  status?: unknown;
  /** Seconds. */
  retry_after?: unknown;
  /** Google's particulars. */
  details?: unknown;
}

/** The error object in a body: under `error`, in a list of one (Google), or the body itself; undefined where there is none. */
export function errorObject(body: unknown): ErrorObject | undefined {
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (typeof first !== 'object' || first === null) return undefined;
  const inner = (first as { error?: unknown }).error;
  if (typeof inner === 'string') return { ...first, message: inner };
  return typeof inner === 'object' && inner !== null ? inner : first;
}

/** All names an error goes by, in one lower-case text to search. */
export function namesOf({ type, code, status }: ErrorObject): string {
  return [type, code, status]
    .filter((name) => typeof name === 'string')
    .join(' ')
    .toLowerCase();
}
