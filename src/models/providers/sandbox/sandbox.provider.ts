import { Injectable } from '@nestjs/common';
import type { ModelAnswer, ModelChunk, ModelMessage, ModelProvider, ModelRequest } from '../../model-provider';
import { stopped } from '../../provider-error';
import { answerPieces } from './answer-pieces';
import { fittedValue, seedOf } from './fitted-value';
import { SANDBOX_MODELS } from './models';
import { sandboxCalls } from './tool-calls';
import { sandboxUsage } from './usage';
import { goalOf } from './words';

/** Characters of the goal, and of the results of tools, that a text answer repeats. */
const ECHO_LENGTH = 400;

/** Answers without any model or network: the same request always gets the same answer, and it fits the requested schema. */
@Injectable()
export class SandboxProvider implements ModelProvider {
  readonly name = 'sandbox';
  readonly models = SANDBOX_MODELS;

  async generate(model: string, request: ModelRequest, signal: AbortSignal): Promise<ModelAnswer> {
    if (signal.aborted) throw stopped('sandbox', signal);
    const toolCalls = sandboxCalls(request);
    const text = toolCalls.length > 0 ? '' : textFor(request);
    const usage = sandboxUsage(request, text, toolCalls);
    if (toolCalls.length > 0) return { text, toolCalls, model, finishReason: 'tool_calls', usage };
    return { text, model, finishReason: 'stop', usage };
  }

  async *stream(model: string, request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelChunk> {
    for (const piece of answerPieces(await this.generate(model, request, signal))) {
      if (signal.aborted) throw stopped('sandbox', signal);
      yield piece;
    }
  }
}

function textFor(request: ModelRequest): string {
  const { format } = request;
  switch (format.type) {
    case 'text':
      return honestParagraph(request);
    case 'json_object':
      return JSON.stringify({ answer: honestParagraph(request) });
    case 'json_schema':
      return JSON.stringify(fittedValue(request, format.schema, seedOf(request, format.schema)));
  }
}

function honestParagraph({ messages }: ModelRequest): string {
  const results = resultsIn(messages);
  const paragraph = `This is a sandbox answer: no language model was asked, because no provider is configured or the sandbox was named. What was asked for: ${echo(goalOf(messages))}`;
  return results === '' ? paragraph : `${paragraph} What the tools answered: ${echo(results)}`;
}

/** What tools answered since the user last spoke. */
function resultsIn(messages: readonly ModelMessage[]): string {
  const sinceUser = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1);
  return sinceUser
    .map((message) => (message.role === 'tool' ? message.content : ''))
    .join(' ')
    .trim();
}

function echo(text: string): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length > ECHO_LENGTH ? `${characters.slice(0, ECHO_LENGTH).join('')}…` : characters.join('');
}
