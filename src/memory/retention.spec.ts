import type { NewMemory } from './memory';
import { retentionOf } from './retention';

describe('retentionOf', () => {
  const given = (more: Partial<NewMemory> & { importance?: number } = {}) => ({
    type: 'fact' as const,
    importance: 0.5,
    provenance: { source: 'api' as const },
    ...more,
  });

  it.each<[string, ReturnType<typeof given>, string]>([
    ['for the usual life', given(), 'working'],
    ['long when it is important', given({ importance: 0.7 }), 'long-term'],
    ['long when it is a decision', given({ type: 'decision' }), 'long-term'],
    ['until the end that was set, however important', given({ importance: 1, ttlSeconds: 60 }), 'timed'],
    ['as long as its session, however important', given({ importance: 1, sessionId: 'session_a' }), 'session'],
    ['as long as its session at most, when an end was set too', given({ sessionId: 'session_a', ttlSeconds: 60 }), 'session'],
    [
      'for the usual life when its session only groups what was imported',
      given({ sessionId: 'a', provenance: { source: 'import' } }),
      'working',
    ],
  ])('keeps a memory %s', (_how, memory, retention) => {
    expect(retentionOf(memory, 'on')).toBe(retention);
  });

  it('keeps nothing for long where there is no long-term memory', () => {
    expect(retentionOf(given({ importance: 1 }), 'off')).toBe('working');
  });
});
