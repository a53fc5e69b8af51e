import type {
  ChatCompletionAssistantMessageParam,
  ChatCompletionContentPart,
  ChatCompletionMessageFunctionToolCall,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { MessagePart, ModelImage, ModelMessage, ToolCall } from '../../model-provider';

/** A conversation as chat completions write it, the system prompt first. */
export function chatMessages(system: string | undefined, messages: readonly ModelMessage[]): ChatCompletionMessageParam[] {
  const translated = messages.map(chatMessage);
  return system === undefined ? translated : [{ role: 'system', content: system }, ...translated];
}

function chatMessage(message: ModelMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: typeof message.content === 'string' ? message.content : message.content.map(contentPart) };
    case 'assistant':
      return assistantMessage(message.content, message.toolCalls);
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
  }
}

function assistantMessage(content: string, toolCalls: readonly ToolCall[] | undefined): ChatCompletionAssistantMessageParam {
  if (toolCalls === undefined || toolCalls.length === 0) return { role: 'assistant', content };
  return { role: 'assistant', content: content === '' ? null : content, tool_calls: toolCalls.map(chatToolCall) };
}

function chatToolCall({ id, name, arguments: text }: ToolCall): ChatCompletionMessageFunctionToolCall {
  return { id, type: 'function', function: { name, arguments: text } };
}

function contentPart(part: MessagePart): ChatCompletionContentPart {
  return part.type === 'text' ? { type: 'text', text: part.text } : { type: 'image_url', image_url: { url: imageUrl(part.image) } };
}

function imageUrl(image: ModelImage): string {
  return 'url' in image ? image.url : `data:${image.mediaType};base64,${image.base64}`;
}
