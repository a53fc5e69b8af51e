/**
 * Reads server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) whose data is JSON.
 * @param {AsyncIterable<Uint8Array>} body
 * @param {() => void} onBytes called for whatever arrives, comments that only keep the line open included
 * @returns {AsyncGenerator<{ id?: string, event: string, data: object }>} events whose data is not JSON are left out
 */
export async function* readEvents(body, onBytes) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) {
    onBytes();
    text += decoder.decode(bytes, { stream: true });
    // a lone \r at the end may be the first half of \r\n
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text;
    const blocks = whole.replace(/\r\n?/g, '\n').split('\n\n');
    text = blocks.pop() + text.slice(whole.length);
    for (const block of blocks) {
      const event = parse(block);
      if (event) yield event;
    }
  }
}

function parse(block) {
  const parsed = { id: undefined, event: 'message' };
  const data = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon === 0) continue;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') data.push(value);
    else if (field === 'id' || field === 'event') parsed[field] = value;
  }
  if (data.length === 0) return undefined;
  try {
    return { ...parsed, data: JSON.parse(data.join('\n')) };
  } catch {
    return undefined;
  }
}
