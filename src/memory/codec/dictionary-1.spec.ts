import { createHash } from 'node:crypto';
import { DICTIONARY_1 } from './dictionary-1';

describe('dictionary 1', () => {
  it('is never changed: bodies stored with it could not be read any more', () => {
    expect(DICTIONARY_1.length).toBe(3_485);
    expect(createHash('sha256').update(DICTIONARY_1).digest('hex')).toBe(
      '77ef67b519549d577dfb8e72a973b3f1338ab899c6400df6a7a6fbf1a28adcb3',
    );
  });

  it('is plain ASCII, so that no editor or encoding can alter it', () => {
    expect(DICTIONARY_1.every((byte) => byte >= 0x20 && byte < 0x7f)).toBe(true);
  });
});
