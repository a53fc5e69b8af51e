import { hash } from 'node:crypto';
import type { GenerateRequest } from '../generate';
import type { MessagePart, ModelMessage } from '../model-provider';

/** Changes whenever the form below or what is stored under it changes, so that a new build never reads an old answer. */
const VERSION = 1;

/**
 * SHA-256 (hex) of all that changes the answer to `request`; deadlines, users and the cache mode do not. Texts count in Unicode
 * NFC without white space at their ends, and the order of keys in schemas does not count. `lastText` stands in for the text of
 * the last message, for digests of what similar requests must have in common.
 */
export function digestOf(request: GenerateRequest, lastText?: string): string {
  return hash('sha256', JSON.stringify(shapeOf(request, lastText)));
}

/** A list without field names: positions are the names, and there is nothing to sort. */
function shapeOf(request: GenerateRequest, lastText?: string): unknown[] {
  const { messages, format, tools = [], selection } = request;
  const last = messages.length - 1;
  return [
    VERSION,
    tidy(request.system ?? ''),
    messages.map((message, index) => (index === last && lastText !== undefined ? [lastText] : messageShape(message))),
    format.type === 'json_schema' ? [format.type, format.name, sorted(format.schema)] : [format.type],
    request.temperature,
    request.topP,
    request.stop,
    request.maxTokens,
    tools.map(({ name, description, parameters }) => [name, description, sorted(parameters)]),
    tools.length === 0 ? undefined : (request.toolChoice ?? 'auto'),
    request.reasoningEffort,
    request.model,
    request.provider,
    request.taskType,
    request.formality,
    request.earlierConfidence,
    [selection?.complexity, selection?.requiresVision === true, selection?.requiresFunctionCalling === true],
    selection?.costSensitive === true,
    // Whoever refuses other models must not get the answer of one.
    request.fallback ?? true,
  ];
}

function messageShape(message: ModelMessage): unknown[] {
  switch (message.role) {
    case 'user':
      return typeof message.content === 'string' ? ['user', tidy(message.content)] : ['user', ...message.content.map(partShape)];
    case 'assistant':
      return ['assistant', tidy(message.content), (message.toolCalls ?? []).map((call) => [call.id, call.name, call.arguments])];
    case 'tool':
      return ['tool', message.toolCallId, tidy(message.content)];
  }
}

function partShape(part: MessagePart): unknown {
  if (part.type === 'text') return tidy(part.text);
  return 'url' in part.image ? [part.image.url] : [part.image.mediaType, part.image.base64];
}

function tidy(text: string): string {
  return text.trim().normalize('NFC');
}

/** Objects become lists of keys and values: an object with its keys sorted would lose a key named `__proto__`. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return [1, ...value.map(sorted)];
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  return [
    0,
    ...Object.keys(fields)
      .sort()
      .map((key) => [key, sorted(fields[key])]),
  ];
}
