import type { ModelChunk } from '../../model-provider';
import { emptyAnswer, filteredAnswer, malformedAnswer } from '../../provider-error';
import { callIn, finishReasonOf, partsOf, textIn } from './answer-parts';
import { checkedAnswer } from './response';
import type { ThoughtSignatures } from './thought-signatures';
import { geminiUsage } from './usage';
import type { WireUsage } from './wire';

/** A streamed answer, piece by piece. The API marks no end: the last piece is the one with a reason, and then the stream ends. */
export class AnswerStream {
  private usage?: WireUsage;
  private finishReason?: string;
  private text = false;
  private calls = 0;

  constructor(
    private model: string,
    private readonly signatures: ThoughtSignatures,
  ) {}

  /**
   * What the data of the next event says.
   * @throws ProviderError where it is an error or the prompt was blocked, SyntaxError where it is no JSON.
   */
  *read(data: string): Generator<ModelChunk> {
    const piece = checkedAnswer(JSON.parse(data));
    this.model = piece.modelVersion ?? this.model;
    for (const part of partsOf(piece)) {
      const text = textIn(part);
      this.text ||= text.trim() !== '';
      if (text !== '') yield { type: 'text', text };
      const call = callIn(part, this.calls, piece, this.signatures);
      if (call !== undefined) yield { type: 'tool_call', index: this.calls++, ...call };
    }
    this.finishReason = piece.candidates?.[0]?.finishReason ?? this.finishReason;
    if (piece.usageMetadata === undefined) return;
    // Early pieces leave out what they cannot know yet.
    this.usage = { ...this.usage, ...piece.usageMetadata };
    yield { type: 'usage', usage: geminiUsage(this.usage) };
  }

  /**
   * The last piece, once all events are read.
   * @throws ProviderError where the answer was cut, gives no good reason for its end, or held neither text nor calls.
   */
  end(): ModelChunk {
    const usage = geminiUsage(this.usage);
    const finishReason = finishReasonOf(this.finishReason, this.calls > 0);
    if (finishReason === undefined) throw malformedAnswer('gemini', this.usage === undefined ? 'unknown' : usage);
    if (!this.text && this.calls === 0)
      throw finishReason === 'content_filter' ? filteredAnswer('gemini', usage) : emptyAnswer('gemini', usage, finishReason);
    return { type: 'end', model: this.model, finishReason, usage };
  }
}
