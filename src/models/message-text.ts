import type { ModelMessage } from './model-provider';

/** What a turn says in words, without its images and tool calls. */
export function messageText({ content }: ModelMessage): string {
  if (typeof content === 'string') return content;
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}
