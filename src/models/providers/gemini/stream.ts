import type { ModelChunk } from '../../model-provider';
import { emptyAnswer, filteredAnswer, malformedAnswer } from '../../provider-error';
import type { ServerSentEvent } from '../sse-parser';
import { callIn, finishReasonOf, partsOf, textIn } from './answer-parts';
import { checkedAnswer } from './response';
import type { ThoughtSignatures } from './thought-signatures';
import { geminiUsage } from './usage';
import type { WireAnswer, WireUsage } from './wire';

/**
 * The pieces of a streamed answer. The API marks no end: the last piece is the one with a reason, and then the stream ends.
 * @throws ProviderError when it ends without a reason, carries an error, was blocked, or held neither text nor calls.
 */
export async function* geminiChunks(
  model: string,
  events: AsyncIterable<ServerSentEvent>,
  signatures: ThoughtSignatures,
): AsyncGenerator<ModelChunk> {
  const answer = new StreamedAnswer(model, signatures);
  for await (const { data } of events) yield* answer.read(checkedAnswer(JSON.parse(data)));
  yield answer.end();
}

class StreamedAnswer {
  private usage?: WireUsage;
  private finishReason?: string;
  private text = false;
  private calls = 0;

  constructor(
    private model: string,
    private readonly signatures: ThoughtSignatures,
  ) {}

  *read(piece: WireAnswer): Generator<ModelChunk> {
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

  end(): ModelChunk {
    const usage = geminiUsage(this.usage);
    const finishReason = finishReasonOf(this.finishReason, this.calls > 0);
    if (finishReason === undefined) throw malformedAnswer('gemini', this.usage === undefined ? 'unknown' : usage);
    if (!this.text && this.calls === 0)
      throw finishReason === 'content_filter' ? filteredAnswer('gemini', usage) : emptyAnswer('gemini', usage);
    return { type: 'end', model: this.model, finishReason, usage };
  }
}
