/**
 * The arguments of an earlier tool call as the object that providers want back. Text that is no JSON object, which a model may
 * well have written, is kept under `arguments`.
 */
export function argumentsObject(text: string): Record<string, unknown> {
  return jsonObject(text) ?? (text.trim() === '' ? {} : { arguments: text });
}

/** `text` as a JSON object; undefined for everything else, lists included. */
export function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
