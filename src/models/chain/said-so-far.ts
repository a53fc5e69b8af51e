import type { GenerateEvent } from '../generate';
import type { ModelAnswer, ModelChunk, ModelMessage, ProviderName, ToolCall } from '../model-provider';
import { unfinishedStream } from '../provider-error';

type End = Extract<ModelChunk, { type: 'end' }>;

/** Everything a streamed answer has said, over all models that took part in it. */
export class SaidSoFar {
  private readonly parts: string[] = [];
  private readonly calls: ToolCall[] = [];
  private end?: End;

  get text(): string {
    return this.parts.join('');
  }

  get hasToolCalls(): boolean {
    return this.calls.length > 0;
  }

  /** Takes a piece; what the caller is to see of it. */
  add(chunk: ModelChunk): GenerateEvent | undefined {
    switch (chunk.type) {
      case 'text':
        if (chunk.text === '') return undefined;
        this.parts.push(chunk.text);
        return { type: 'delta', text: chunk.text };
      case 'tool_call': {
        const call = (this.calls[chunk.index] ??= { id: '', name: '', arguments: '' });
        call.id ||= chunk.id ?? '';
        call.name ||= chunk.name ?? '';
        call.arguments += chunk.arguments;
        return chunk;
      }
      case 'begin':
      case 'usage':
        return undefined;
      case 'end':
        this.end = chunk;
        return undefined;
    }
  }

  /** The whole answer of which `provider` said the end. @throws ProviderError before that. */
  answer(provider: ProviderName): ModelAnswer {
    if (this.end === undefined) throw unfinishedStream(provider);
    const { model, finishReason, usage } = this.end;
    const toolCalls = this.calls.filter((call) => call !== undefined);
    return { text: this.text, ...(toolCalls.length > 0 ? { toolCalls } : {}), model, finishReason, usage };
  }
}

/** What a model is told that goes on where another one stopped; nothing where none has begun. */
export function continuationMessages({ text }: SaidSoFar): ModelMessage[] {
  if (text === '') return [];
  const content =
    'Your answer was interrupted. Go on exactly where it stops, in the middle of the sentence or word if need be. Repeat nothing, explain nothing.';
  return [
    { role: 'assistant', content: text },
    { role: 'user', content },
  ];
}
