import type { GenerateRequest, TaskType } from '../../generate';
import type { SimilarPlace } from '../answer.store';
import { digestOf } from '../canonical-request';
import { languageOf } from './language';
import { read } from './reading';

/** Above it the caller wants variety. */
const MAX_TEMPERATURE = 0.7;
/** Task types whose temperature stays at or below 0.7 whatever the formality; others are left out where no temperature is given. */
const COOL_TASKS: ReadonlySet<TaskType> = new Set(['extraction', 'classification', 'analysis', 'planning', 'code', 'summary', 'editing']);
/** Characters; long messages differ in details that matter. */
const MAX_LENGTH = 1_000;
/** Code, markup and marks before a word, as in `!a` or `.net`: where one sign may change everything. */
const CODE = /[`{}<>=\\|^~$#@_*[\]]|[!?;:]\p{L}|(?<![\p{L}\p{N}])\.\p{L}/u;

/**
 * Where the answers stand that a request with `cache: 'similar'` may get: a bucket of requests that are equal but for the words of
 * their last message, and have its language, quotations, numbers, negations, names and all after a colon or line break in
 * common. Undefined where only the exact answer will do: with tools, images, a temperature above 0.7 (or none and no task type
 * that is cool by itself), code, more than 1,000 characters, or a last message that is not the user's.
 */
export function similarPlaceOf(request: GenerateRequest): SimilarPlace | undefined {
  const text = request.cache === 'similar' ? lastWords(request) : undefined;
  if (text === undefined || text.length > MAX_LENGTH || CODE.test(text) || usesTools(request) || !isCool(request)) return undefined;
  const reading = read(text);
  return { bucket: digestOf(request, JSON.stringify([languageOf(text), ...reading.guards])), reading };
}

/** What the user said last; undefined with images anywhere. */
function lastWords({ messages }: GenerateRequest): string | undefined {
  const last = messages.at(-1);
  if (last?.role !== 'user') return undefined;
  const hasImages = messages.some(({ content }) => typeof content !== 'string' && content.some(({ type }) => type === 'image'));
  if (hasImages) return undefined;
  if (typeof last.content === 'string') return last.content;
  return last.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

function usesTools({ tools = [], messages }: GenerateRequest): boolean {
  return (
    tools.length > 0 || messages.some((message) => message.role === 'tool' || (message.role === 'assistant' && message.toolCalls?.length))
  );
}

function isCool({ temperature, taskType }: GenerateRequest): boolean {
  return temperature === undefined ? taskType !== undefined && COOL_TASKS.has(taskType) : temperature <= MAX_TEMPERATURE;
}
