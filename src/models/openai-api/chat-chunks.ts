import type { GenerateAnswer, GenerateEvent } from '../generate';
import { chatUsage, completionId, nowSeconds } from './chat-completion';
import { chatErrorOf } from './chat-error';

/** How a stream is labelled. */
export interface ChunkOptions {
  /** As the caller named it: who answers is only known at the end. */
  model: string;
  includeUsage: boolean;
}

const DONE = 'data: [DONE]\n\n';

/**
 * The frames of a streamed completion: the role, then content and tool calls, the reason of the end, usage where it was
 * asked for, `[DONE]`. A stream that breaks off ends with an error and without `[DONE]`, so that no client takes it for whole.
 */
export async function* chatFrames(
  events: AsyncIterable<GenerateEvent>,
  { model, includeUsage }: ChunkOptions,
  left: AbortSignal,
): AsyncGenerator<string> {
  const head = `{"id":"${completionId()}","object":"chat.completion.chunk","created":${nowSeconds()},"model":${JSON.stringify(model)}`;
  const usageless = includeUsage ? ',"usage":null' : '';
  const chunk = (delta: string, finishReason = 'null') =>
    `data: ${head},"choices":[{"index":0,"delta":${delta},"logprobs":null,"finish_reason":${finishReason}}]${usageless}}\n\n`;
  let opening = chunk('{"role":"assistant","content":"","refusal":null}');
  const sent = { text: false, calls: false };
  try {
    for await (const event of events) {
      let frames = opening;
      opening = '';
      for (const delta of deltasOf(event, sent)) frames += chunk(delta);
      if (event.type === 'done') {
        frames += chunk('{}', JSON.stringify(event.answer.finishReason));
        if (includeUsage) frames += `data: ${head},"choices":[],"usage":${JSON.stringify(chatUsage(event.answer.usage))}}\n\n`;
        frames += DONE;
      }
      yield frames;
    }
  } catch (error) {
    if (!left.aborted) yield `data: ${JSON.stringify(chatErrorOf(error).body)}\n\n`;
  }
}

/** The deltas of an event, as JSON; `sent` remembers what has gone out, for answers that come whole. */
function deltasOf(event: GenerateEvent, sent: { text: boolean; calls: boolean }): string[] {
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
