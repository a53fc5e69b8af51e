import type { ModelRequest } from '../../model-provider';
import type { ModelTraits } from '../../model-traits';
import { takesJsonSchema, takesToolsWithJson } from './generation';
import { geminiJsonSchema } from './json-schema';
import { responseSchema } from './response-schema';
import type { WireConfig } from './wire';

/** How an answer is made to have its format: fields of the configuration, and whether it must be asked for in words too. */
export interface JsonAnswer {
  config: Pick<WireConfig, 'responseMimeType' | 'responseSchema' | 'responseJsonSchema'>;
  inWords: boolean;
}

const IN_WORDS: JsonAnswer = { config: {}, inWords: true };

/** Decided before the call, by the model, the schema, and whether there are tools to call. */
export function jsonAnswer(model: string, traits: ModelTraits, request: ModelRequest): JsonAnswer {
  const { format } = request;
  if (format.type === 'text') return { config: {}, inWords: false };
  if (traits.jsonSchema === 'words' || (offersTools(request) && !takesToolsWithJson(model))) return IN_WORDS;
  const schema = format.type === 'json_object' ? undefined : schemaFields(model, format.schema);
  // The media type alone lets the model choose any JSON, a list for instance.
  return { config: { responseMimeType: 'application/json', ...schema }, inWords: schema === undefined };
}

/** Whether the model may call a tool of the caller. */
export function offersTools({ tools = [], toolChoice }: ModelRequest): boolean {
  return tools.length > 0 && toolChoice !== 'none';
}

function schemaFields(model: string, schema: Record<string, unknown>): JsonAnswer['config'] | undefined {
  const translated = takesJsonSchema(model) ? geminiJsonSchema(schema) : responseSchema(schema);
  if (translated === undefined) return undefined;
  return takesJsonSchema(model) ? { responseJsonSchema: translated } : { responseSchema: translated };
}
