import {
  anything,
  choice,
  count,
  dollars,
  either,
  eventsOf,
  flag,
  list,
  mapOf,
  named,
  number,
  object,
  optional,
  orNull,
  PROBLEM,
  raw,
  text,
} from '../openapi';
import type { FinishReason } from './model-provider';

const PROVIDER = text(undefined, 'sandbox');
const MODEL = text(undefined, 'sandbox-1');
const COST = orNull(dollars());

const USAGE = named(
  'ModelUsage',
  object({
    input_tokens: count(),
    output_tokens: count(),
    cached_tokens: count(),
    reasoning_tokens: count(),
    cache_write_tokens: optional(count()),
  }),
);

/** A call of a tool, as OpenAI's clients know it. */
const TOOL_CALL = object({
  id: text(undefined, 'call_1'),
  type: choice(['function']),
  function: object({ name: text(undefined, 'get_weather'), arguments: text('JSON', '{}') }),
});

const DECISION = named(
  'Decision',
  object({
    requested: orNull(text('The model as the caller named it')),
    successor: optional(text('What took the place of a retired one')),
    complexity: object({
      level: choice(['LOW', 'MEDIUM', 'HIGH']),
      score: number(),
      source: choice(['given', 'estimated']),
      features: mapOf(number()),
    }),
    temperature: object({ value: orNull(number()), source: choice(['explicit', 'task_type', 'none']), reason: text() }),
    candidates: list(
      object({ provider: PROVIDER, model: MODEL, cost_usd_max: COST, score: orNull(number()), reason: text() }),
      'First to last, then those that were excluded',
    ),
    reason: text(),
    adjusted: list(text(), 'What the model did not get as it was asked for'),
  }),
);

const streamed = {
  json: optional(anything('In place of `text`, where a JSON format was asked for')),
  tool_calls: optional(list(TOOL_CALL)),
  finish_reason: choice(['stop', 'length', 'tool_calls', 'content_filter'] as const satisfies readonly FinishReason[]),
  model: MODEL,
  provider: PROVIDER,
  attempts: list(
    object({
      provider: PROVIDER,
      model: MODEL,
      outcome: text('`answered`, `invalid-output`, or the code of the failure', 'answered'),
      latency_ms: number(),
      first_token_ms: optional(number()),
      usage: orNull(USAGE),
      cost_usd: COST,
      estimated: optional(flag('The usage was counted by us')),
    }),
  ),
  usage: USAGE,
  cost_usd: COST,
  cost_known: flag('False where an attempt has no known price: then the cost is null, not zero'),
  cached: raw<false | 'exact' | 'similar'>({ enum: [false, 'exact', 'similar'] }, 'Where it came from, when no model was asked'),
  tainted: optional(flag('It may be following orders that stood in the data')),
  decision: DECISION,
};

/** A model's answer. */
export const GENERATED = named('Generated', object({ text: optional(text()), ...streamed }));

/** A model's answer as it is written. */
export const GENERATE_EVENTS = eventsOf(
  {
    delta: object({ text: text() }),
    tool_call: raw<object>({
      type: 'object',
      description: 'A call of a tool, or a piece of one: the arguments are JSON text that comes in pieces',
      additionalProperties: true,
    }),
    done: named('StreamedAnswer', object(streamed)),
    error: PROBLEM,
  },
  { resumable: false },
);

const STATUS = raw<number>({ type: 'integer', examples: [200] }, 'What it would have been answered with alone');

/** What became of each request of a batch. */
export const GENERATED_BATCH = named(
  'GeneratedBatch',
  object({
    results: list(
      either(object({ index: count(), status: STATUS, answer: GENERATED }), object({ index: count(), status: STATUS, error: PROBLEM })),
    ),
  }),
);

/** What a call would cost, by model. */
export const ESTIMATE = named(
  'Estimate',
  object({
    candidates: list(
      object({
        provider: PROVIDER,
        model: MODEL,
        input_tokens: count(),
        output_tokens_max: count(),
        cost_usd_min: COST,
        cost_usd_max: COST,
      }),
    ),
  }),
);
