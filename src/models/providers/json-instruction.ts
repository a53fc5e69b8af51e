import type { ResponseFormat } from '../model-provider';

/** Asks for a JSON format in words, for models and servers that cannot be held to one otherwise; undefined for text. */
export function jsonInstruction(format: ResponseFormat): string | undefined {
  switch (format.type) {
    case 'text':
      return undefined;
    case 'json_object':
      return 'Answer with one JSON object and nothing else.';
    case 'json_schema':
      return `Answer with JSON and nothing else. It must be valid against this JSON Schema:\n${JSON.stringify(format.schema)}`;
  }
}

/** Joins what there is of a system prompt and an instruction. */
export function withInstruction(system: string | undefined, instruction: string | undefined): string | undefined {
  const parts = [system, instruction].filter((part) => part !== undefined && part !== '');
  return parts.length > 0 ? parts.join('\n\n') : undefined;
}
