import type { ModelAnswer, ModelMessage, ResponseFormat } from '../model-provider';
import { compileSchema } from './compiled-schemas';

/** What became of an answer: text needs no reading, JSON is parsed and held to its schema. */
export type Output =
  | { state: 'text' }
  | { state: 'json'; json: unknown }
  /** Ended by its token limit: asking for a repair would be cut again. */
  | { state: 'cut' }
  | { state: 'invalid'; fault: string };

/** Reads `answer` as `format` asks for it. */
export function readOutput({ text, finishReason }: ModelAnswer, format: ResponseFormat): Output {
  if (format.type === 'text') return { state: 'text' };
  if (finishReason === 'length') return { state: 'cut' };
  const json = parse(text);
  if (json === undefined) return { state: 'invalid', fault: 'the answer is not valid JSON' };
  const fault = format.type === 'json_schema' ? compileSchema(format.schema).faultOf(json) : objectFault(json);
  return fault === undefined ? { state: 'json', json } : { state: 'invalid', fault };
}

/** What is said to the model after an invalid answer: its own words and what is wrong with them. */
export function repairMessages(text: string, fault: string): ModelMessage[] {
  const content = `That answer cannot be used: ${fault}. Answer again, exactly in the form that was asked for, and with nothing else.`;
  // An empty turn would be refused.
  const said: ModelMessage[] = text === '' ? [] : [{ role: 'assistant', content: text }];
  return [...said, { role: 'user', content }];
}

/** Models like to wrap JSON in a Markdown fence. */
function parse(text: string): unknown {
  const bare = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text;
  try {
    return JSON.parse(bare) as unknown;
  } catch {
    return undefined;
  }
}

function objectFault(json: unknown): string | undefined {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? undefined : 'the answer must be a JSON object';
}
