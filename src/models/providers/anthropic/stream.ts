import type { RawMessageStreamEvent, StopReason } from '@anthropic-ai/sdk/resources/messages';
import type { ModelChunk } from '../../model-provider';
import { emptyAnswer, filteredAnswer, malformedAnswer } from '../../provider-error';
import { failureInAnswer } from '../http-failure';
import { finishReasonOf } from './response';
import { anthropicUsage, updatedUsage, type ReportedUsage } from './usage';

/**
 * A streamed message, event by event. With an `answerTool` its input is the text, and what is said beside it counts only where
 * the tool is never called.
 */
export class MessageStream {
  /** Whether `message_stop` has come: nothing follows it. It may be missing once the model has said why it stopped. */
  stopped = false;
  private usage: ReportedUsage = {};
  private stopReason: StopReason | null = null;
  private text = false;
  /** Text that yields to the answer tool. */
  private aside = '';
  /** The blocks that are answers, and those that are calls with their place among the calls. */
  private readonly answers = new Set<number>();
  private readonly calls = new Map<number, number>();
  /** The input of the newest block as its start has it, until pieces of it come: for tools without arguments none do. */
  private input = '';

  constructor(
    private model: string,
    private readonly answerTool: string | undefined,
  ) {}

  /**
   * What the data of the next event says.
   * @throws ProviderError where it is an error, SyntaxError where it is no JSON.
   */
  *read(data: string): Generator<ModelChunk> {
    const event = JSON.parse(data) as RawMessageStreamEvent | { type: 'error' } | null;
    if (event === null) throw malformedAnswer('anthropic');
    switch (event.type) {
      case 'message_start':
        this.model = event.message.model || this.model;
        yield this.counted(event.message.usage);
        return;
      case 'content_block_start':
        yield* this.begin(event.index, event.content_block);
        return;
      case 'content_block_delta':
        yield* this.continue(event.index, event.delta);
        return;
      case 'content_block_stop':
        if (this.input !== '') yield* this.write(event.index, this.input);
        return;
      case 'message_delta':
        this.stopReason = event.delta.stop_reason;
        yield this.counted(event.usage);
        return;
      case 'message_stop':
        this.stopped = true;
        return;
      case 'error':
        // HTTP has said 200 already, and what was written until here may be billed.
        throw failureInAnswer('anthropic', event, 'unknown');
      // `ping`, and kinds that are yet to come: the API asks its clients to pass over those.
      default:
    }
  }

  /**
   * The last pieces, once all events are read.
   * @throws ProviderError where the message was cut, gives no reason for its end, or held neither text nor tool calls.
   */
  end(): ModelChunk[] {
    const usage = anthropicUsage(this.usage);
    const finishReason = finishReasonOf(this.stopReason, this.calls.size > 0);
    // The count of what was written comes with the reason.
    if (finishReason === undefined) throw malformedAnswer('anthropic');
    const last = this.answers.size === 0 && this.aside !== '' ? [this.said(this.aside)] : [];
    if (!this.text && this.calls.size === 0) {
      throw finishReason === 'content_filter' ? filteredAnswer('anthropic', usage) : emptyAnswer('anthropic', usage, finishReason);
    }
    return [...last, { type: 'end', model: this.model, finishReason, usage }];
  }

  private *begin(
    index: number,
    block: Extract<RawMessageStreamEvent, { type: 'content_block_start' }>['content_block'],
  ): Generator<ModelChunk> {
    if (block.type === 'text' && block.text !== '') yield* this.say(block.text);
    if (block.type !== 'tool_use') return;
    this.input = JSON.stringify(block.input ?? {});
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
    if (delta.type === 'input_json_delta' && delta.partial_json !== '') yield* this.write(index, delta.partial_json);
  }

  private *write(index: number, json: string): Generator<ModelChunk> {
    this.input = '';
    const place = this.calls.get(index);
    if (place !== undefined) yield { type: 'tool_call', index: place, arguments: json };
    // A second answer would run into the first.
    else if (this.answers.has(index) && this.answers.size === 1) yield this.said(json);
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
