import type { HarmRule } from './harm-rule';
import { RuleSet } from './judge-rules';

const WORDS = {
  ask: 'how to, >write',
  guard: 'prevent+',
  breaker: 'with, and',
  harmless: 'kill time',
  kill: 'kill+',
  person: 'wife, kid^',
  "person's": 'whose',
  game: 'game^',
  rude: 'ugly, stupid, mean',
};
const verdict = { rule: 'r', severity: 'high', score: 0.8 } as const;
const found = (rule: Partial<HarmRule>, text: string): (string | number)[][] =>
  new RuleSet([WORDS], [{ category: 'violence', words: {}, rules: [{ ...verdict, ...rule } as HarmRule] }])
    .judge(text)
    .map(({ start, end, score }) => [text.slice(start, end), score]);

describe('a rule', () => {
  it('matches classes in their order, within its distance and one sentence', () => {
    expect(found({ find: 'kill 2 person' }, 'He killed his wife.')).toEqual([['killed his wife', 0.8]]);
    expect(found({ find: 'kill 2 person' }, 'Kill a b c wife. My wife kills. Kill. Wife')).toEqual([]);
    expect(found({ find: 'kill <2> person' }, 'My wife kills.')).toEqual([['wife kills', 0.8]]);
  });

  it('does not reach over a preposition where it is tight', () => {
    expect(found({ find: 'kill 3! person' }, 'kill it with my wife')).toEqual([]);
    expect(found({ find: 'kill 3 person' }, 'kill it with my wife')).toHaveLength(1);
  });

  it('takes what is owned for something else than its owner', () => {
    expect(found({ find: 'kill 2 person' }, "kill my wife's mood")).toEqual([]);
    expect(found({ find: "kill 2 person's" }, "kill my wife's mood")).toHaveLength(1);
  });

  it('sees nothing in harmless phrases', () => {
    expect(found({ find: 'kill 3 person' }, 'kill time, kids')).toEqual([]);
  });

  it('weighs a match that nobody asks for less, or not at all', () => {
    expect(found({ find: 'kill', asked: true }, 'how to kill')).toEqual([['kill', 0.8]]);
    expect(found({ find: 'kill', asked: true, unasked: 0.3 }, 'they kill')).toEqual([['kill', 0.3]]);
    expect(found({ find: 'kill', asked: true }, 'they write of kills')).toEqual([]);
  });

  it('yields to protection before it and to its circumstances, near and in the same sentence', () => {
    expect(found({ find: 'kill' }, 'prevent a kill')).toEqual([]);
    expect(found({ find: 'kill', unguarded: true }, 'prevent a kill')).toHaveLength(1);
    expect(found({ find: 'kill', unless: ['game'] }, 'kill in a game')).toEqual([]);
    expect(found({ find: 'kill', unless: ['game'] }, `kill ${'far '.repeat(40)} game. A game`)).toHaveLength(1);
  });

  it('counts different words of a class', () => {
    expect(found({ tally: 'rude', least: 2, within: 5 }, 'stupid, stupid and stupid')).toEqual([]);
    expect(found({ tally: 'rude', least: 2, within: 5 }, 'stupid and ugly')).toEqual([['stupid and ugly', 0.8]]);
    expect(found({ tally: 'rude', least: 2, within: 5 }, 'stupid a b c d e ugly')).toEqual([]);
  });

  it('is refused where it names an unknown class', () => {
    expect(() => found({ find: 'kill 2 nobody' }, '')).toThrow('nobody');
    expect(() => found({ find: 'kill', unless: ['nowhere'] }, '')).toThrow('nowhere');
  });
});
