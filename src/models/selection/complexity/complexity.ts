import type { GenerateRequest } from '../../generate';
import { messageText } from '../../message-text';
import type { JsonSchema } from '../../model-provider';
import type { Tier } from '../../model-traits';
import type { Decision } from '../decision';
import { textTokens } from '../../tokens/text-tokens';
import { scanText, type TextCounts } from './scan-text';
import { FULL_AT, LOOKED_AT_MAX, SIMPLE_MAX, TASK_TYPE_DEMAND, THRESHOLDS, WEIGHTS, type Feature } from './weights';
import { SIMPLE_START } from './words';

/** The parts of a request that tell how demanding it is. */
export type JudgedRequest = Pick<GenerateRequest, 'system' | 'messages' | 'format' | 'tools' | 'taskType' | 'selection'>;

/** Tokens of a short request: the logarithmic scale of lengths begins here. */
const SHORT = 50;

/** The score of a level that the caller gives: the middle of its range. */
const GIVEN_SCORE: Readonly<Record<Tier, number>> = {
  LOW: THRESHOLDS.medium / 2,
  MEDIUM: (THRESHOLDS.medium + THRESHOLDS.high) / 2,
  HIGH: (THRESHOLDS.high + 1) / 2,
};

/** How demanding `request` is, as its caller says or by its features; no model is asked. Linear, about 20 µs a kilobyte. */
export function complexityOf(request: JudgedRequest): Decision['complexity'] {
  const given = request.selection?.complexity;
  if (given !== undefined) return { level: given, score: GIVEN_SCORE[given], source: 'given', features: {} };
  const features = featuresOf(request);
  let sum = 0;
  for (const [feature, value] of Object.entries(features) as [Feature, number][]) sum += WEIGHTS[feature] * value;
  const score = round(Math.min(1, Math.max(0, sum)));
  return { level: levelOf(score), score, source: 'estimated', features };
}

function levelOf(score: number): Tier {
  if (score < THRESHOLDS.medium) return 'LOW';
  return score < THRESHOLDS.high ? 'MEDIUM' : 'HIGH';
}

/** The features that are not 0, from 0 to 1 each. The system prompt counts half: it is often the same for easy and hard questions. */
function featuresOf({ system = '', messages, format, tools = [], taskType }: JudgedRequest): Partial<Record<Feature, number>> {
  const asked = lastUserText(messages).slice(0, LOOKED_AT_MAX);
  const counts = scanText(asked);
  const framing = system === '' ? undefined : scanText(system.slice(0, LOOKED_AT_MAX - asked.length));
  const share = (feature: keyof TextCounts) => Math.max(portion(feature, counts[feature]), portion(feature, framing?.[feature] ?? 0) / 2);
  const features: Record<Feature, number> = {
    length: Math.min(1, Math.log2(1 + textTokens(asked).tokens / SHORT) / Math.log2(1 + FULL_AT.length / SHORT)),
    questions: share('questions'),
    steps: share('steps'),
    constraints: share('constraints'),
    reasoning: share('reasoning'),
    code: share('code'),
    math: share('math'),
    data: share('data'),
    schema: format.type === 'json_schema' ? portion('schema', propertyCount(format.schema)) : 0,
    tools: portion('tools', tools.length),
    history: portion('history', Math.max(0, messages.length - 1)),
    images: portion('images', imageCount(messages)),
    taskType: taskType === undefined ? 0 : TASK_TYPE_DEMAND[taskType],
    simple: asked.length <= SIMPLE_MAX && SIMPLE_START.test(asked) ? 1 : 0,
  };
  const present = Object.entries(features).filter(([, value]) => value > 0);
  return Object.fromEntries(present.map(([feature, value]) => [feature, round(value)]));
}

function portion(feature: keyof typeof FULL_AT, count: number): number {
  return Math.min(1, count / FULL_AT[feature]);
}

function lastUserText(messages: JudgedRequest['messages']): string {
  const last = messages.findLast(({ role }) => role === 'user');
  return last === undefined ? '' : messageText(last);
}

function imageCount(messages: JudgedRequest['messages']): number {
  let images = 0;
  for (const { content } of messages) {
    if (typeof content !== 'string') for (const part of content) if (part.type === 'image') images += 1;
  }
  return images;
}

/** Named properties of a schema, its nested ones too, as far as 30 make a difference. */
function propertyCount(schema: JsonSchema): number {
  let count = 0;
  const open: unknown[] = [schema];
  while (open.length > 0 && count < FULL_AT.schema) {
    const part = open.pop();
    if (typeof part !== 'object' || part === null) continue;
    const { properties } = part as JsonSchema;
    if (typeof properties === 'object' && properties !== null) count += Object.keys(properties).length;
    open.push(...(Object.values(part) as unknown[]).slice(0, 1_000));
  }
  return count;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
