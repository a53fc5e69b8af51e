import type { ContentBlockParam, ImageBlockParam, MessageParam } from '@anthropic-ai/sdk/resources/messages';
import type { MessagePart, ModelImage, ModelMessage } from '../../model-provider';
import { argumentsObject } from '../call-arguments';

/**
 * The conversation as the Messages API wants it: results of tools are blocks of one user turn, and no block is empty (the API
 * refuses those). Thinking blocks of earlier turns are not kept: with adaptive thinking the API does not ask for them back.
 */
export function anthropicMessages(messages: readonly ModelMessage[]): MessageParam[] {
  const turns: MessageParam[] = [];
  let results: ContentBlockParam[] | undefined;
  for (const message of messages) {
    if (message.role === 'tool') {
      if (results === undefined) turns.push({ role: 'user', content: (results = []) });
      results.push({ type: 'tool_result', tool_use_id: message.toolCallId, content: message.content });
      continue;
    }
    results = undefined;
    const content = message.role === 'user' ? userContent(message.content) : assistantContent(message);
    if (content.length > 0) turns.push({ role: message.role, content });
  }
  return turns;
}

function userContent(content: string | MessagePart[]): string | ContentBlockParam[] {
  if (typeof content === 'string') return content;
  return content.filter((part) => part.type === 'image' || part.text !== '').map(userBlock);
}

function userBlock(part: MessagePart): ContentBlockParam {
  return part.type === 'text' ? { type: 'text', text: part.text } : { type: 'image', source: imageSource(part.image) };
}

function imageSource(image: ModelImage): ImageBlockParam['source'] {
  return 'url' in image ? { type: 'url', url: image.url } : { type: 'base64', media_type: image.mediaType, data: image.base64 };
}

function assistantContent({ content, toolCalls = [] }: Extract<ModelMessage, { role: 'assistant' }>): string | ContentBlockParam[] {
  if (toolCalls.length === 0) return content;
  const calls = toolCalls.map(({ id, name, arguments: text }) => ({ type: 'tool_use' as const, id, name, input: argumentsObject(text) }));
  return content.trim() === '' ? calls : [{ type: 'text', text: content }, ...calls];
}
