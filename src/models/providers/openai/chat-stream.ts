import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { CompletionUsage } from 'openai/resources/completions';
import type { ModelChunk, ModelUsage, ProviderName } from '../../model-provider';
import { emptyAnswer, filteredAnswer, malformedAnswer, type Billed } from '../../provider-error';
import { failureInAnswer } from '../http-failure';
import type { StopCut } from '../stop-cut';
import { finishReasonOf } from './finish-reason';
import { ToolCallPieces } from './tool-call-pieces';
import { chatUsage } from './usage';

/** A chunk as servers send it: Groq's older streams count under `x_groq`, and an error may stand in the place of a piece. */
type WireChunk = Partial<ChatCompletionChunk> & { error?: unknown; x_groq?: { usage?: CompletionUsage } | null };

/** The pieces of one streamed chat completion, and whether it ended as it should. */
export class ChatStream {
  private readonly calls = new ToolCallPieces();
  private begun = false;
  private hasText = false;
  private refused = false;
  private finishReason: unknown;
  private usage: ModelUsage | undefined;

  constructor(
    private readonly provider: ProviderName,
    private model: string,
    /** Set where the server does not stop at the request's texts itself. */
    private readonly stopCut?: StopCut,
  ) {}

  /** Whether the model has said why it stopped. */
  get finished(): boolean {
    return this.refused || this.finishReason !== undefined;
  }

  /** What the server has counted so far. */
  get billed(): Billed {
    return this.usage ?? 'unknown';
  }

  /**
   * The pieces in the data of one event.
   * @throws ProviderError for an error in it; SyntaxError where it is not JSON.
   */
  read(data: string): ModelChunk[] {
    const chunk = JSON.parse(data) as WireChunk | null;
    if (typeof chunk !== 'object' || chunk === null) throw malformedAnswer(this.provider, this.billed);
    if (chunk.error !== undefined && chunk.error !== null) throw failureInAnswer(this.provider, chunk, this.billed);
    if (chunk.model) this.model = chunk.model;
    const pieces: ModelChunk[] = [];
    const choice = chunk.choices?.[0];
    if (choice !== undefined) this.readChoice(choice, pieces);
    const usage = chunk.usage ?? chunk.x_groq?.usage;
    if (usage) {
      this.usage = chatUsage(usage);
      if (!this.finished) pieces.push({ type: 'usage', usage: this.usage });
    }
    return pieces;
  }

  /**
   * The last pieces.
   * @throws ProviderError where the stream was cut before it said why it ended, or holds neither text nor calls.
   */
  end(): ModelChunk[] {
    const finishReason = this.refused ? 'content_filter' : finishReasonOf(this.finishReason, this.calls.any);
    if (finishReason === undefined) throw malformedAnswer(this.provider, this.billed);
    if (!this.hasText && !this.calls.any) {
      throw finishReason === 'content_filter'
        ? filteredAnswer(this.provider, this.billed)
        : emptyAnswer(this.provider, this.billed, finishReason);
    }
    const rest = this.stopCut?.end() ?? '';
    const end: ModelChunk = { type: 'end', model: this.model, finishReason, usage: this.usage ?? chatUsage(undefined) };
    return rest === '' ? [end] : [{ type: 'text', text: rest }, end];
  }

  private readChoice({ delta, finish_reason: reason }: ChatCompletionChunk.Choice, pieces: ModelChunk[]): void {
    if (reason) this.finishReason = reason;
    if (!this.begun && (delta as typeof delta | undefined)?.role !== undefined) {
      this.begun = true;
      pieces.push({ type: 'begin' });
    }
    const text = (delta as typeof delta | undefined)?.content;
    if (text) {
      this.hasText ||= text.trim() !== '';
      const shown = this.stopCut?.push(text) ?? text;
      if (shown !== '') pieces.push({ type: 'text', text: shown });
    }
    if (delta?.refusal) this.refused = true;
    for (const call of delta?.tool_calls ?? []) pieces.push(this.calls.piece(call));
  }
}
