import type { MessagePart, ModelMessage, ToolCall } from '../../model-provider';
import { argumentsObject, jsonObject } from '../call-arguments';
import type { WireContent, WirePart } from './wire';

/**
 * The conversation as Gemini wants it: results of tools are parts of one user turn and carry the name of the function, and no
 * turn is empty. `signatureOf` tells what has to go back with the first call of a turn, or any other it knows of.
 */
export function geminiContents(
  messages: readonly ModelMessage[],
  signatureOf: (call: ToolCall, isFirst: boolean) => string | undefined,
): WireContent[] {
  const contents: WireContent[] = [];
  const names = new Map<string, string>();
  let results: WirePart[] | undefined;
  for (const message of messages) {
    if (message.role === 'tool') {
      if (results === undefined) contents.push({ role: 'user', parts: (results = []) });
      results.push(resultPart(message, names));
      continue;
    }
    results = undefined;
    const { role } = message;
    const parts = textsAndImages(message.content);
    if (role === 'assistant') {
      for (const { id, name } of message.toolCalls ?? []) names.set(id, name);
      parts.push(...callParts(message.toolCalls ?? [], signatureOf));
    }
    if (parts.length > 0) contents.push({ role: role === 'user' ? 'user' : 'model', parts });
  }
  return contents;
}

function textsAndImages(content: string | MessagePart[]): WirePart[] {
  if (typeof content === 'string') return content === '' ? [] : [{ text: content }];
  return content.flatMap((part): WirePart[] => {
    if (part.type === 'text') return part.text === '' ? [] : [{ text: part.text }];
    // Images by address are refused before: the API fetches nothing but its own files.
    return 'url' in part.image ? [] : [{ inlineData: { mimeType: part.image.mediaType, data: part.image.base64 } }];
  });
}

function callParts(calls: readonly ToolCall[], signatureOf: (call: ToolCall, isFirst: boolean) => string | undefined): WirePart[] {
  return calls.map((call, place) => {
    const { id, name, arguments: text } = call;
    const thoughtSignature = signatureOf(call, place === 0);
    return { functionCall: { id, name, args: argumentsObject(text) }, ...(thoughtSignature !== undefined && { thoughtSignature }) };
  });
}

/** A result must be an object; what is none is put into one. */
function resultPart({ toolCallId: id, content }: Extract<ModelMessage, { role: 'tool' }>, names: ReadonlyMap<string, string>): WirePart {
  return { functionResponse: { id, name: names.get(id) ?? id, response: jsonObject(content) ?? { result: content } } };
}
