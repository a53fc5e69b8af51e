import type { Problem } from '../../errors';
import type { GenerateDto } from '../../models/dto/generate.dto';
import type { streamedAnswerView } from '../../models/generate-answer.view';
import type { GenerateController } from '../../models/generate.controller';
import type { ModelStatsController } from '../../models/selection/model-stats.controller';
import type { AnswerOf } from '../answer-of';
import type { Call, CallOptions } from '../transport/call';
import { MeshApiError, MeshConnectionError } from '../transport/errors';
import { eventsOf } from '../transport/sse';
import type { Transport } from '../transport/transport';

/** Milliseconds that a model has by default, and what comes on top of those that a request gives it. */
const GENERATE_MS = 120_000;
const WAY_MS = 10_000;
const BATCH_MS = 60 * 60_000;

/** Body of `models.generate`: one of `prompt` and `messages`. */
export type Generate = GenerateDto;
/** The answer of a model. */
export type Generated = { text?: string; json?: unknown } & ReturnType<typeof streamedAnswerView>;
/** What one request of a batch was answered with. */
export type GenerateResult = AnswerOf<GenerateController['batch']>['results'][number];
/** A model that may be asked, and how it does. */
export type ModelStats = AnswerOf<() => ReturnType<ModelStatsController['list']>>['data'][number];
/** A piece of a call of a tool. */
export interface ToolCallPiece {
  index: number;
  id?: string;
  name?: string;
  /** More of the JSON text of its arguments. */
  arguments?: string;
}
/** What comes over the stream of an answer; `done` is the last. */
export type GenerateStreamEvent =
  | { event: 'delta'; data: { text: string } }
  | { event: 'tool_call'; data: ToolCallPiece }
  | { event: 'done'; data: ReturnType<typeof streamedAnswerView> };

/** `/generate`, and what models there are. */
export class ModelsApi {
  constructor(private readonly transport: Transport) {}

  /** Paid once however often it is sent. */
  generate(request: Generate, options?: CallOptions): Promise<Generated> {
    const timeoutMs = timeoutOf(request);
    return this.transport.json({ method: 'POST', path: '/generate', body: request, safety: 'create', timeoutMs }, options);
  }

  /** The answer as it is written. Breaking off the loop ends the answer, and what it costs. @throws MeshApiError also where it breaks off. */
  async *stream(request: Generate, { signal, ...options }: CallOptions = {}): AsyncGenerator<GenerateStreamEvent> {
    const left = new AbortController();
    const both = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
    const headers = { Accept: 'text/event-stream' };
    const call: Call = { method: 'POST', path: '/generate/stream', body: request, headers, safety: 'once', timeoutMs: timeoutOf(request) };
    try {
      for await (const { event, data } of eventsOf(await this.transport.open(call, { ...options, signal: both }))) {
        if (event === 'error') throw new MeshApiError(JSON.parse(data) as Problem);
        yield { event, data: JSON.parse(data) as unknown } as GenerateStreamEvent;
        if (event === 'done') return;
      }
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      left.abort();
    }
    throw new MeshConnectionError('broken-stream', 'the answer ended before it was done');
  }

  /** What it would cost; asks no model. */
  estimate(request: Generate, options?: CallOptions): Promise<AnswerOf<GenerateController['estimate']>> {
    return this.transport.json({ method: 'POST', path: '/generate/estimate', body: request, safety: 'repeat' }, options);
  }

  /** 1 to 100 requests; a failure is a result too. */
  batch(requests: readonly Generate[], options?: CallOptions): Promise<{ results: GenerateResult[] }> {
    return this.transport.json(
      { method: 'POST', path: '/generate/batch', body: { requests }, safety: 'create', timeoutMs: BATCH_MS },
      options,
    );
  }

  /** What may be asked here, what it costs and how it did lately. */
  list(options?: CallOptions): Promise<{ data: ModelStats[]; next_cursor: null }> {
    return this.transport.json({ method: 'GET', path: '/stats/models', safety: 'repeat' }, options);
  }
}

function timeoutOf({ timeout_ms: timeoutMs }: Generate): number {
  return timeoutMs === undefined ? GENERATE_MS : timeoutMs + WAY_MS;
}
