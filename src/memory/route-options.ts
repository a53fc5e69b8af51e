/** Bytes of a body with memories: a content of 10 MiB, or a batch, as JSON writes it. */
export const MAX_BODY_BYTES = 32 * 1_048_576;
const TAKES_CONTENT = /\/memories(?:\/batch|\/:memoryId)?$/;
const TAKES_LINES = /\/memories\/import$/;

/** Options for the route `url`: room for large memories where they are written. */
export function memoryRouteOptions(url: string): { bodyLimit?: number } {
  return TAKES_CONTENT.test(url) ? { bodyLimit: MAX_BODY_BYTES } : {};
}

/** Whether the route `url` reads its body as it arrives: lines without end, which may take longer than a request otherwise. */
export function takesLines(url: string | undefined): boolean {
  return url !== undefined && TAKES_LINES.test(url);
}
