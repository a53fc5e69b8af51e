import type { GenerateAnswer, GenerateEvent } from '../generate';
import { chatUsage, completionId, meshField, nowSeconds } from './chat-completion';
import { chatErrorOf } from './chat-error';

/** How a stream is labelled. */
export interface ChunkOptions {
  /** As the caller named it: stands in the first chunk, when nobody knows yet who will answer. */
  model: string;
  includeUsage: boolean;
  /** Parameters that were sent and have no effect here. */
  ignored: readonly string[];
}

const DONE = 'data: [DONE]\n\n';

/**
 * The frames of a streamed completion: the role, then content and tool calls under the name of the model that answers, the
 * reason of the end, usage where it was asked for, `[DONE]`. The last chunk says in `x_mesh` what it took. A stream that breaks off ends with an error and without `[DONE]`, so that no client takes it for whole.
 */
export async function* chatFrames(
  events: AsyncIterable<GenerateEvent>,
  { model, includeUsage, ignored }: ChunkOptions,
  left: AbortSignal,
): AsyncGenerator<string> {
  const label = `{"id":"${completionId()}","object":"chat.completion.chunk","created":${nowSeconds()},"model":`;
  let head = label + JSON.stringify(model);
  const usageless = includeUsage ? ',"usage":null' : '';
  const chunk = (delta: string, finishReason = 'null', extra = '') =>
    `data: ${head},"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finishReason}}]${usageless}${extra}}\n\n`;
  let isOpen = false;
  const sent = { text: false, calls: false };
  try {
    for await (const event of events) {
      if (event.type === 'answering') {
        head = label + JSON.stringify(event.model);
        continue;
      }
      let frames = isOpen ? '' : chunk('{"role":"assistant","content":"","refusal":null}');
      isOpen = true;
      for (const delta of deltasOf(event, sent)) frames += chunk(delta);
      if (event.type === 'done') {
        const { finishReason, usage } = event.answer;
        const took = `,"x_mesh":${JSON.stringify(meshField(event.answer, ignored))}`;
        frames += chunk('{}', JSON.stringify(finishReason), includeUsage ? '' : took);
        if (includeUsage) frames += `data: ${head},"choices":[],"usage":${JSON.stringify(chatUsage(usage))}${took}}\n\n`;
        frames += DONE;
      }
      yield frames;
    }
  } catch (error) {
    if (!left.aborted) yield `data: ${JSON.stringify(chatErrorOf(error).body)}\n\n`;
  }
}

/** The deltas of an event, as JSON; `sent` remembers what has gone out, for answers that come whole. */
function deltasOf(event: Exclude<GenerateEvent, { type: 'answering' }>, sent: { text: boolean; calls: boolean }): string[] {
  switch (event.type) {
    case 'start':
      return [];
    case 'delta':
      sent.text = true;
      return [`{"content":${JSON.stringify(event.text)}}`];
    case 'tool_call':
      sent.calls = true;
      return [callDelta(event)];
    case 'done':
      return [...restOfText(event.answer, sent), ...restOfCalls(event.answer, sent)];
  }
}

function restOfText({ text }: GenerateAnswer, sent: { text: boolean }): string[] {
  return sent.text || text === '' ? [] : [`{"content":${JSON.stringify(text)}}`];
}

function restOfCalls({ toolCalls = [] }: GenerateAnswer, sent: { calls: boolean }): string[] {
  return sent.calls ? [] : toolCalls.map((call, index) => callDelta({ index, ...call }));
}

function callDelta({ index, id, name, arguments: text }: { index: number; id?: string; name?: string; arguments: string }): string {
  // The first piece of a call names it; JSON leaves out what is undefined.
  const type = id === undefined ? undefined : 'function';
  return JSON.stringify({ tool_calls: [{ index, id, type, function: { name, arguments: text } }] });
}
