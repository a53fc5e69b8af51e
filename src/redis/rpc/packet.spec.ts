import fc from 'fast-check';
import { readPacket } from './packet';

describe('a packet', () => {
  it('is a message, an event, or nothing of ours', () => {
    expect(readPacket('{"id":"1","data":{"a":1}}')).toEqual({ kind: 'message', id: '1', data: { a: 1 } });
    expect(readPacket('{"pattern":"p","data":7}')).toEqual({ kind: 'event', data: 7 });
    for (const text of ['', '{', 'null', '[]', '7', '{"id":7}', '{"id":""}', `{"id":"${'x'.repeat(129)}"}`]) {
      expect(readPacket(text).kind).toBe('unreadable');
    }
  });

  it('that is too large names whom to tell only where a stock client would', () => {
    const padding = 'x'.repeat(300);
    expect(readPacket(`{"data":"${padding}","id":"abc"}`, 100)).toEqual({ kind: 'too-large', id: 'abc' });
    for (const text of [
      `{"data":{"a":"${padding}","id":"abc"}}`,
      `{"data":"${padding}\\"id\\":\\"abc\\"}"}`,
      `{"id":"abc","data":"${padding}"}`,
    ]) {
      expect(readPacket(text, 100)).toEqual({ kind: 'unreadable', why: 'too large' });
    }
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => typeof readPacket(text, 50).kind === 'string'));
  });
});
