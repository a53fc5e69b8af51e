import type { RawMessageStreamEvent, StopReason } from '@anthropic-ai/sdk/resources/messages';
import type { ModelChunk } from '../../model-provider';
import { emptyAnswer, filteredAnswer, malformedAnswer } from '../../provider-error';
import { finishReasonOf } from './response';
import { anthropicUsage, updatedUsage, type ReportedUsage } from './usage';

/**
 * The pieces of a streamed message. With an `answerTool` its input is the text, and what is said beside it counts only where
 * the tool is never called.
 * @throws ProviderError when the events end before `message_stop` or without a reason, or held neither text nor tool calls.
 */
export async function* anthropicChunks(
  events: AsyncIterable<RawMessageStreamEvent>,
  answerTool: string | undefined,
): AsyncGenerator<ModelChunk> {
  const message = new StreamedMessage(answerTool);
  for await (const event of events) {
    yield* message.read(event);
    if (event.type === 'message_stop') {
      yield* message.end();
      return;
    }
  }
  throw malformedAnswer('anthropic');
}

class StreamedMessage {
  private model = '';
  private usage: ReportedUsage = {};
  private stopReason: StopReason | null = null;
  private text = false;
  /** Text that yields to the answer tool. */
  private aside = '';
  /** The blocks that are answers, and those that are calls with their place among the calls. */
  private readonly answers = new Set<number>();
  private readonly calls = new Map<number, number>();

  constructor(private readonly answerTool: string | undefined) {}

  *read(event: RawMessageStreamEvent): Generator<ModelChunk> {
    switch (event.type) {
      case 'message_start':
        this.model = event.message.model;
        yield this.counted(event.message.usage);
        return;
      case 'content_block_start':
        yield* this.begin(event.index, event.content_block);
        return;
      case 'content_block_delta':
        yield* this.continue(event.index, event.delta);
        return;
      case 'message_delta':
        this.stopReason = event.delta.stop_reason;
        yield this.counted(event.usage);
        return;
      // `ping`, which the SDK swallows, and kinds that are yet to come: the API asks its clients to pass over those.
      default:
    }
  }

  *end(): Generator<ModelChunk> {
    const usage = anthropicUsage(this.usage);
    const finishReason = finishReasonOf(this.stopReason, this.calls.size > 0);
    if (finishReason === undefined) throw malformedAnswer('anthropic', usage);
    if (this.answers.size === 0 && this.aside !== '') yield this.said(this.aside);
    if (!this.text && this.calls.size === 0) {
      throw finishReason === 'content_filter' ? filteredAnswer('anthropic', usage) : emptyAnswer('anthropic', usage);
    }
    yield { type: 'end', model: this.model, finishReason, usage };
  }

  private *begin(
    index: number,
    block: Extract<RawMessageStreamEvent, { type: 'content_block_start' }>['content_block'],
  ): Generator<ModelChunk> {
    if (block.type === 'text' && block.text !== '') yield* this.say(block.text);
    if (block.type !== 'tool_use') return;
    if (block.name === this.answerTool) {
      this.answers.add(index);
      return;
    }
    const place = this.calls.size;
    this.calls.set(index, place);
    yield { type: 'tool_call', index: place, id: block.id, name: block.name, arguments: '' };
  }

  private *continue(index: number, delta: Extract<RawMessageStreamEvent, { type: 'content_block_delta' }>['delta']): Generator<ModelChunk> {
    if (delta.type === 'text_delta') yield* this.say(delta.text);
    if (delta.type !== 'input_json_delta' || delta.partial_json === '') return;
    const place = this.calls.get(index);
    if (place !== undefined) yield { type: 'tool_call', index: place, arguments: delta.partial_json };
    // A second answer would run into the first.
    else if (this.answers.has(index) && this.answers.size === 1) yield this.said(delta.partial_json);
  }

  private *say(text: string): Generator<ModelChunk> {
    if (this.answerTool === undefined) yield this.said(text);
    else this.aside += text;
  }

  private said(text: string): ModelChunk {
    this.text ||= text.trim() !== '';
    return { type: 'text', text };
  }

  private counted(usage: object | null | undefined): ModelChunk {
    this.usage = updatedUsage(this.usage, usage);
    return { type: 'usage', usage: anthropicUsage(this.usage) };
  }
}
