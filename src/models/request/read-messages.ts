import { invalidField } from '../../errors';
import type { MessagePart, ModelMessage, ToolCall } from '../model-provider';
import { choiceAt, isAbsent, listAt, objectAt, textAt, type Fields } from './fields';
import { MAX_IMAGES, readImageUrl } from './read-image';

export const MAX_MESSAGES = 10_000;
const MAX_PARTS = 1_000;
const MAX_TOOL_CALLS = 128;
const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'] as const;

/** A conversation: what `system` and `developer` turns say, wherever they stand, and the turns of the others. */
export interface Conversation {
  system?: string;
  messages: ModelMessage[];
}

/**
 * Reads OpenAI-shaped messages. A conversation of nothing but instructions becomes a turn of the user, since no model
 * answers to silence. @throws MeshError 422 naming the field, such as `messages[0].content[1].image_url.url`.
 */
export function readMessages(value: unknown, path = 'messages'): Conversation {
  const instructions: string[] = [];
  const messages: ModelMessage[] = [];
  const calls = new Set<string>();
  let images = 0;
  for (const [index, item] of listAt(value, path, MAX_MESSAGES, 1).entries()) {
    const at = `${path}[${index}]`;
    const message = objectAt(item, at);
    const role = choiceAt(message.role, `${at}.role`, ROLES);
    if (role === 'system' || role === 'developer') {
      instructions.push(readText(message.content, `${at}.content`));
      continue;
    }
    const turn = role === 'user' ? userTurn(message, at) : role === 'assistant' ? assistantTurn(message, at) : toolTurn(message, at, calls);
    if (turn.role === 'assistant') for (const { id } of turn.toolCalls ?? []) calls.add(id);
    if (turn.role === 'user' && typeof turn.content !== 'string') images += turn.content.filter(({ type }) => type === 'image').length;
    if (images > MAX_IMAGES) throw invalidField(`${at}.content`, `makes more than ${MAX_IMAGES} images`);
    messages.push(turn);
  }
  const system = instructions.join('\n\n');
  if (messages.length === 0) return { messages: [{ role: 'user', content: system }] };
  return instructions.length === 0 ? { messages } : { system, messages };
}

function userTurn({ content }: Fields, at: string): ModelMessage {
  if (typeof content === 'string') return { role: 'user', content: textAt(content, `${at}.content`) };
  const parts = listAt(content, `${at}.content`, MAX_PARTS, 1);
  return { role: 'user', content: parts.map((part, index) => readPart(part, `${at}.content[${index}]`)) };
}

function assistantTurn({ content, tool_calls: calls }: Fields, at: string): ModelMessage {
  if (isAbsent(calls)) return { role: 'assistant', content: readText(content, `${at}.content`) };
  const toolCalls = listAt(calls, `${at}.tool_calls`, MAX_TOOL_CALLS).map((call, index) => readCall(call, `${at}.tool_calls[${index}]`));
  return { role: 'assistant', content: isAbsent(content) ? '' : readText(content, `${at}.content`), toolCalls };
}

function toolTurn({ content, tool_call_id: id }: Fields, at: string, calls: ReadonlySet<string>): ModelMessage {
  const toolCallId = textAt(id, `${at}.tool_call_id`);
  if (!calls.has(toolCallId)) throw invalidField(`${at}.tool_call_id`, 'names no tool call made before it');
  return { role: 'tool', toolCallId, content: readText(content, `${at}.content`) };
}

function readCall(value: unknown, at: string): ToolCall {
  const { id, function: called } = objectAt(value, at);
  const { name, arguments: given } = objectAt(called, `${at}.function`);
  return {
    id: textAt(id, `${at}.id`, 256, 1),
    name: textAt(name, `${at}.function.name`, 64, 1),
    arguments: textAt(given, `${at}.function.arguments`),
  };
}

function readPart(value: unknown, at: string): MessagePart {
  const part = objectAt(value, at);
  if (choiceAt(part.type, `${at}.type`, ['text', 'image_url']) === 'text') return { type: 'text', text: textAt(part.text, `${at}.text`) };
  const { url } = objectAt(part.image_url, `${at}.image_url`);
  return { type: 'image', image: readImageUrl(textAt(url, `${at}.image_url.url`), `${at}.image_url.url`) };
}

/** A text, or parts that are all text. */
function readText(value: unknown, at: string): string {
  if (typeof value === 'string') return textAt(value, at);
  if (!Array.isArray(value)) throw invalidField(at, 'must be a string or a list of text parts');
  const parts = listAt(value, at, MAX_PARTS, 1).map((item, index) => {
    const part = objectAt(item, `${at}[${index}]`);
    const type = choiceAt(part.type, `${at}[${index}].type`, ['text', 'refusal']);
    return textAt(part[type], `${at}[${index}].${type}`);
  });
  return parts.join('\n');
}
