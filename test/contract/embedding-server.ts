import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Behaviour } from './model-server';

/** What was sent to be embedded. */
export interface EmbeddingRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  texts: string[];
}

/** Words that mean the same to the server. */
const SYNONYMS = [
  ['car', 'automobile', 'vehicle'],
  ['doctor', 'physician', 'medic'],
  ['happy', 'glad', 'cheerful'],
];
const DIMENSIONS = 64;

/**
 * A real HTTP server that embeds, as OpenAI and Google do, by rule: every word is an axis, and words that mean the same are one. A text with a
 * word of `refused` is refused by 400; `fault`, where it is set, answers instead.
 */
export class EmbeddingServer {
  readonly received: EmbeddingRequest[] = [];
  fault: Behaviour | undefined;
  refused: string | undefined;
  private readonly server = createServer((request, response) => void this.handle(request, response));
  private arrivals: { wanted: (request: EmbeddingRequest) => boolean; resolve: () => void }[] = [];

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Resolves when the next request arrives that is `wanted`. */
  arrival(wanted: (request: EmbeddingRequest) => boolean = () => true): Promise<void> {
    return new Promise((resolve) => this.arrivals.push({ wanted, resolve }));
  }

  /** All texts that were sent. */
  get texts(): string[] {
    return this.received.flatMap(({ texts }) => texts);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
    const isGemini = (request.url ?? '').includes('batchEmbedContents');
    const texts = isGemini ? geminiTexts(body) : (body['input'] as string[]);
    const received = { path: request.url ?? '', headers: request.headers, body, texts };
    this.received.push(received);
    const told = this.arrivals.filter(({ wanted }) => wanted(received));
    this.arrivals = this.arrivals.filter((waiting) => !told.includes(waiting));
    for (const { resolve } of told) resolve();
    if (this.fault !== undefined) return this.fault(response);
    const isRefused = this.refused !== undefined && texts.some((text) => text.includes(this.refused as string));
    const answer = isRefused ? { error: { message: 'secret text', type: 'invalid_request_error' } } : this.answer(body, texts, isGemini);
    response.writeHead(isRefused ? 400 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private answer(body: Record<string, unknown>, texts: string[], isGemini: boolean): unknown {
    if (isGemini) return { embeddings: texts.map((text) => ({ values: meaningOf(text, geminiDimensions(body)) })) };
    const dimensions = (body['dimensions'] as number | undefined) ?? DIMENSIONS;
    const tokens = texts.reduce((sum, text) => sum + text.split(/\s+/).length, 0);
    const data = texts.map((text, index) => {
      const vector = meaningOf(text, dimensions);
      return { object: 'embedding', index, embedding: body['encoding_format'] === 'base64' ? base64(vector) : vector };
    });
    const usage = { prompt_tokens: tokens, total_tokens: tokens };
    return { object: 'list', data: data.reverse(), model: body['model'], usage };
  }
}

/** The axes of the words of a text. */
export function meaningOf(text: string, dimensions: number): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? ['?']) {
    const meaning = SYNONYMS.find((words) => words.includes(word))?.[0] ?? word;
    let hash = 2_166_136_261;
    for (const character of meaning) hash = Math.imul(hash ^ (character.codePointAt(0) as number), 16_777_619) >>> 0;
    const axis = hash % dimensions;
    vector[axis] = (vector[axis] as number) + 1;
  }
  return vector;
}

function base64(vector: number[]): string {
  const bytes = Buffer.alloc(vector.length * 4);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4);
  return bytes.toString('base64');
}

interface GeminiBody {
  requests: { content: { parts: { text: string }[] }; outputDimensionality?: number }[];
}

function geminiTexts(body: Record<string, unknown>): string[] {
  return (body as unknown as GeminiBody).requests.map(({ content }) => content.parts.map(({ text }) => text).join(''));
}

function geminiDimensions(body: Record<string, unknown>): number {
  return (body as unknown as GeminiBody).requests[0]?.outputDimensionality ?? DIMENSIONS;
}
