import type { ServerResponse } from 'node:http';
import { compileSchema, type JsonSchema } from '../src/models';
import { fitSchema } from '../src/models/providers/sandbox/fit-schema';
import { ModelServer } from './contract/model-server';
import { WIRE_FORMATS } from './contract/wire-formats';

/** What a model is sent over OpenAI's wire. */
export interface ChatRequest {
  messages: { role: string; content: string | null }[];
  response_format?: { type: string; json_schema?: { name: string; schema: JsonSchema } };
  tools?: unknown[];
}

/** What is said in answer to a prompt: text for every free string of the answer, and what else is put into the JSON. */
export interface Obedience {
  text: string;
  change?: (json: Record<string, unknown>, name: string) => void;
}

/**
 * A language model that does whatever any text in its prompt tells it to: `obey` reads the whole prompt, data as well as instructions, and everything
 * that it says goes wherever the answer has room for words. It speaks OpenAI's wire.
 */
export class ObedientModel extends ModelServer {
  /** Everything that it was ever shown. */
  readonly seen: string[] = [];

  constructor(private readonly obey: (prompt: string) => Obedience | undefined) {
    super();
    this.behave((response) => this.answer(response));
  }

  private answer(response: ServerResponse): void {
    const request = this.received.at(-1)?.body as unknown as ChatRequest;
    const prompt = request.messages.map(({ content }) => content ?? '').join('\n');
    this.seen.push(prompt);
    const obedience = this.obey(prompt);
    const body = request.response_format?.json_schema;
    const said = body === undefined ? (obedience?.text ?? 'Well done.') : JSON.stringify(this.fitted(body, prompt, obedience));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(WIRE_FORMATS.openai.answer(said)));
  }

  private fitted({ name, schema }: { name: string; schema: JsonSchema }, prompt: string, obedience: Obedience | undefined): unknown {
    const words = (obedience?.text ?? 'spring offers are good').split(/\s+/);
    const compiled = compileSchema(schema);
    const isValid = (value: unknown) => compiled.faultOf(value) === undefined;
    const json = fitSchema(schema, prompt.slice(0, 200), words, isValid) as Record<string, unknown>;
    if (obedience === undefined) return json;
    const spoken = structuredClone(json);
    obedience.change?.(spoken, name);
    const full = withText(spoken, obedience.text) as Record<string, unknown>;
    // As disobedient as the schema allows: what it refuses stays as it was.
    return isValid(full) ? full : isValid(spoken) ? spoken : json;
  }
}

/** The JSON with `text` in every string that looks like words; names, ids and enumerations stay. */
function withText(value: unknown, text: string): unknown {
  if (typeof value === 'string') return /\s/.test(value) ? text : value;
  if (Array.isArray(value)) return value.map((item) => withText(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withText(part, text)]));
}
