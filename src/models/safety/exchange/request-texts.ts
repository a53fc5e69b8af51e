import type { GenerateRequest } from '../../generate';
import type { MessagePart, ModelMessage } from '../../model-provider';

/** Who is behind a text of a request: the owner of the mesh, whoever asks, the model itself, or anybody at all. */
export type TextSource = 'system' | 'user' | 'assistant' | 'tool';

/** Changes a text. */
export type ChangeText = (text: string, source: TextSource) => string;

/** Every text of a request that a model reads, but the definitions of tools and the schema of the answer. */
export function* textsOf({ system, messages }: GenerateRequest): Generator<{ text: string; source: TextSource }> {
  if (system !== undefined) yield { text: system, source: 'system' };
  for (const message of messages) {
    if (typeof message.content === 'string') yield { text: message.content, source: message.role };
    else for (const part of message.content) if (part.type === 'text') yield { text: part.text, source: message.role };
  }
}

/** The request with every such text changed; what the model called before, too. */
export function withTexts(request: GenerateRequest, change: ChangeText): GenerateRequest {
  const messages = request.messages.map((message) => changed(message, change));
  return { ...request, messages, ...(request.system !== undefined && { system: change(request.system, 'system') }) };
}

function changed(message: ModelMessage, change: ChangeText): ModelMessage {
  switch (message.role) {
    case 'user':
      return {
        ...message,
        content: typeof message.content === 'string' ? change(message.content, 'user') : message.content.map(partChanged),
      };
    case 'tool':
      return { ...message, content: change(message.content, 'tool') };
    case 'assistant': {
      const toolCalls = message.toolCalls?.map((call) => ({ ...call, arguments: change(call.arguments, 'assistant') }));
      return { ...message, content: change(message.content, 'assistant'), ...(toolCalls !== undefined && { toolCalls }) };
    }
  }

  function partChanged(part: MessagePart): MessagePart {
    return part.type === 'text' ? { type: 'text', text: change(part.text, 'user') } : part;
  }
}
