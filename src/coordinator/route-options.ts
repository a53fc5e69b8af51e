/** Bytes of a body with up to 500 tasks, whatever their contexts hold. */
const MAX_BATCH_BYTES = 4 * 1_048_576;
const TAKES_BATCH = /\/tasks\/batch$/;

/** Options for the route `url`: room for many tasks where they are taken in. */
export function taskRouteOptions(url: string): { bodyLimit?: number } {
  return TAKES_BATCH.test(url) ? { bodyLimit: MAX_BATCH_BYTES } : {};
}
