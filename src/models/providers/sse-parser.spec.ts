import * as fc from 'fast-check';
import { EventTooLong, MAX_EVENT_CHARACTERS, SseParser, type ServerSentEvent } from './sse-parser';

function parse(...chunks: (string | Buffer)[]): ServerSentEvent[] {
  const parser = new SseParser();
  return [...chunks.flatMap((chunk) => parser.push(Buffer.from(chunk))), ...parser.end()];
}

/** Cuts `bytes` at the given places. */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const edges = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
}

const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const line = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => `data: ${text.replace(/[\r\n]/g, '')}`),
  fc.constantFrom('data:x', 'data', 'data:  two', 'event: delta', 'event:', ': comment', 'id: 7', 'retry: 10', 'nonsense', ''),
);
const stream = fc.array(fc.tuple(line, lineEnd), { maxLength: 30 }).map((parts) => Buffer.from(parts.flat().join('')));

describe('SseParser', () => {
  it('gives the same events however the bytes are cut', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat(), { maxLength: 40 }), (bytes, places) => {
        expect(parse(...cut(bytes, places))).toEqual(parse(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same events byte by byte', () => {
    fc.assert(fc.property(stream, (bytes) => expect(parse(...cut(bytes, [...bytes.keys()]))).toEqual(parse(bytes))));
  });

  it('gives back whatever data was written, whatever the line ends', () => {
    const data = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/\r/g, ''));
    fc.assert(
      fc.property(fc.array(data), lineEnd, (all, end) => {
        const written = all
          .map(
            (text) =>
              text
                .split('\n')
                .map((part) => `data: ${part}${end}`)
                .join('') + end,
          )
          .join('');
        expect(parse(written)).toEqual(all.map((text) => ({ data: text })));
      }),
    );
  });

  it.each([
    ['names', 'event: error\ndata: {}\n\n', [{ event: 'error', data: '{}' }]],
    ['several lines of data', 'data: a\ndata: b\n\n', [{ data: 'a\nb' }]],
    ['a last event without an empty line, or any line end', 'data: a\n\ndata: b', [{ data: 'a' }, { data: 'b' }]],
    ['comments and names without data', ': ping\n\nevent: ping\n\ndata: a\n\n', [{ data: 'a' }]],
    ['a byte order mark', '\uFEFFdata: a\n\n', [{ data: 'a' }]],
    ['nothing', '', []],
  ])('reads %s', (_, text, events) => expect(parse(text)).toEqual(events));

  it('refuses an event that does not end, in one line or in many', () => {
    const megabyte = 'x'.repeat(MAX_EVENT_CHARACTERS);
    expect(() => parse('data: ', megabyte, 'x')).toThrow(EventTooLong);
    expect(() => parse(`data: ${megabyte}\n`, 'data: x\n')).toThrow(EventTooLong);
    expect(parse(`data: ${megabyte.slice(6)}\n\n`)).toHaveLength(1);
  });
});
