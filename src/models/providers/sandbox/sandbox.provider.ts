import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { messageText } from '../../message-text';
import type { JsonSchema, ModelAnswer, ModelChunk, ModelProvider, ModelRequest } from '../../model-provider';
import { compileSchema } from '../../output/compiled-schemas';
import { ProviderError, stopped } from '../../provider-error';
import { fitSchema } from './fit-schema';
import { wholeAnswer } from '../whole-answer';
import { goalOf, promptWords } from './words';
import { SANDBOX_MODELS } from './models';

/** Characters per token, the usual rule of thumb for English. */
const CHARACTERS_PER_TOKEN = 4;
/** Characters of the goal that a text answer repeats. */
const ECHO_LENGTH = 400;

/** Agents fence untrusted text with marks that differ from request to request; they are no part of what is asked. */
const FENCE_MARK = /\[\[\/?data:[0-9a-f]{16}\]\]/g;

/** Answers without any model or network: the same request always gets the same answer, and it fits the requested schema. */
@Injectable()
export class SandboxProvider implements ModelProvider {
  readonly name = 'sandbox';
  readonly models = SANDBOX_MODELS;

  async generate(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    if (signal.aborted) throw stopped('sandbox', signal);
    const text = this.textFor(request);
    const inputTokens = tokensIn([request.system ?? '', ...request.messages.map(messageText)].join('\n'));
    const usage = { inputTokens, outputTokens: tokensIn(text), cachedTokens: 0, reasoningTokens: 0 };
    return { text, model, finishReason: 'stop', usage };
  }

  async *stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelChunk> {
    yield* wholeAnswer(await this.generate(model, request, signal));
  }

  private textFor(request: ModelRequest): string {
    switch (request.format.type) {
      case 'text':
        return honestParagraph(request);
      case 'json_object':
        return JSON.stringify({ answer: honestParagraph(request) });
      case 'json_schema':
        return JSON.stringify(this.fitted(request, request.format.schema));
    }
  }

  private fitted(request: ModelRequest, schema: JsonSchema): unknown {
    const { system, messages } = request;
    const seed = createHash('sha256')
      .update(JSON.stringify([system, messages, schema]).replace(FENCE_MARK, '[[data]]'))
      .digest('hex');
    const value = fitSchema(schema, seed, promptWords(messages), compileSchema(schema).accepts);
    if (value === undefined) {
      throw new ProviderError('unavailable', 'sandbox-cannot-fit', 'the sandbox found no value for the requested schema', {
        retryable: false,
      });
    }
    return value;
  }
}

function honestParagraph({ messages }: ModelRequest): string {
  const goal = [...goalOf(messages).replace(/\s+/g, ' ').trim()];
  const echo = goal.length > ECHO_LENGTH ? `${goal.slice(0, ECHO_LENGTH).join('')}…` : goal.join('');
  return `This is a sandbox answer: no language model was asked, because no provider is configured or the sandbox was named. What was asked for: ${echo}`;
}

function tokensIn(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}
