/** What a name without a number, such as `gemini-flash-latest`, stands for. */
const LATEST = 3;

/** The generation of a model by its name: 3 for `gemini-3-pro`, 2.5 for `gemini-2.5-flash`. What it can do goes by it. */
export function generationOf(model: string): number {
  const number = /gemini-(\d+(?:\.\d+)?)/.exec(model)?.[1];
  return number === undefined ? LATEST : Number(number);
}

/** From 2.5 on JSON Schema is understood as it is; before, only a subset of OpenAPI's schemas. */
export function takesJsonSchema(model: string): boolean {
  return generationOf(model) >= 2.5;
}

/** Before 3 tools and a JSON answer exclude each other ("Function calling with a response mime type … is unsupported"). */
export function takesToolsWithJson(model: string): boolean {
  return generationOf(model) >= 3;
}

/** From 3 on calls come back with the signature of the thought they stem from, or are refused. */
export function wantsThoughtSignatures(model: string): boolean {
  return generationOf(model) >= 3;
}
