import type { Memory } from '../memory';
import { rank } from './rank';
import { tokenize } from './tokenize';

const NOW = Date.parse('2026-01-31T00:00:00Z');
const memory = (memoryId: string, content: string, more: Partial<Memory> = {}): Memory => ({
  memoryId,
  networkId: 'network_x',
  type: 'fact',
  content,
  confidence: 0.5,
  importance: 0.5,
  metadata: {},
  trust: 'untrusted',
  provenance: { source: 'api' },
  createdAt: '2026-01-30T00:00:00Z',
  expiresAt: '2026-03-30T00:00:00Z',
  ...more,
});

describe('rank', () => {
  it('puts the memory that shares the rarer word first', () => {
    const ranked = rank(
      'campaign for boots',
      [memory('a', 'a campaign ran'), memory('b', 'boots campaign'), memory('c', 'a campaign ended')],
      NOW,
    );
    expect(ranked[0]?.memory.memoryId).toBe('b');
  });

  it('leaves out what shares no word with the query', () => {
    expect(rank('boots', [memory('a', 'subject lines')], NOW)).toEqual([]);
  });

  it('ranks the superseded of two equal texts lower', () => {
    const ranked = rank('boots', [memory('old', 'boots sell'), memory('new', 'boots sell', { supersedes: 'old' })], NOW);
    expect(ranked.map((item) => item.memory.memoryId)).toEqual(['new', 'old']);
  });

  it('prefers the more important of two equal texts', () => {
    const ranked = rank('boots', [memory('a', 'boots sell', { importance: 0.1 }), memory('b', 'boots sell', { importance: 0.9 })], NOW);
    expect(ranked[0]?.memory.memoryId).toBe('b');
  });
});

describe('tokenize', () => {
  it('finds words of every script and drops stop words', () => {
    expect(tokenize('The Übergröße of Москва 東京')).toEqual(['übergröß', 'москва', '東京']);
  });

  it('joins singular and plural', () => {
    expect(tokenize('campaigns')).toEqual(tokenize('campaign'));
  });
});
