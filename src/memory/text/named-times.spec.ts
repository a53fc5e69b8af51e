import { nearness, timesIn } from './named-times';
import { asksWhen, tellsTime } from './tells-time';

const NOW_MS = Date.UTC(2026, 10, 22, 12); // a Sunday
const DAY_MS = 86_400_000;
const asText = (query: string, languages: Parameters<typeof timesIn>[1] = []) =>
  timesIn(query, languages, NOW_MS).map(({ startMs, endMs, yearly }) =>
    [startMs, endMs - DAY_MS].map((ms) => new Date(ms).toISOString().slice(yearly ? 5 : 0, 10)).join('/'),
  );

describe('the times that a query names', () => {
  it.each([
    ['What did she do on 7 May 2023?', ['2023-05-07/2023-05-07']],
    ['What did she do on May 7th, 2023?', ['2023-05-07/2023-05-07']],
    ['Who came in March of 2024?', ['2024-03-01/2024-03-31']],
    ['Who came in June?', ['06-01/06-30']],
    ['What may they march for?', []],
    ['Where were they in may?', ['05-01/05-31']],
    ['decisions of 2026-10-03', ['2026-10-03/2026-10-03']],
    ['decisions of 2026-10', ['2026-10-01/2026-10-31']],
    ['What changed in 2025?', ['2025-01-01/2025-12-31']],
    ['What did we decide last week?', ['2026-11-09/2026-11-15']],
    ['and yesterday', ['2026-11-21/2026-11-21']],
    ['31 February 99', ['02-01/02-29']],
    ['no time at all, 12 apples', []],
  ])('reads %j', (query, times) => {
    expect(asText(query)).toEqual(times);
  });

  it('reads those of the languages of a network, and of scripts without spaces', () => {
    expect(asText('Was haben wir im März 2025 beschlossen?', ['de'])).toEqual(['2025-03-01/2025-03-31']);
    expect(asText('что было 5 мая 2024', ['ru'])).toEqual(['2024-05-05/2024-05-05']);
    expect(asText('昨日の会議')).toEqual(['2026-11-21/2026-11-21']);
  });

  it('is bounded for any text', () => {
    expect(timesIn('5 May 2023 '.repeat(100_000), ['de', 'ru', 'es'], NOW_MS)).toHaveLength(8);
  });

  it('takes what lies in it for near, and less the farther away it is', () => {
    const spans = timesIn('in June', [], NOW_MS);
    const [inside, after, far] = [Date.UTC(2019, 5, 10), Date.UTC(2019, 6, 10), Date.UTC(2019, 11, 1)].map((ms) => nearness(spans, ms));
    expect(inside).toBe(1);
    expect(after).toBeGreaterThan(0.2);
    expect(after).toBeLessThan(0.6);
    expect(far).toBeLessThan(0.001);
    expect(nearness([], NOW_MS)).toBe(0);
  });
});

describe('words of time', () => {
  it.each(['We met yesterday', 'It is due on Friday', 'Three years ago', 'By March', 'in 2024', '来週の金曜日'])(
    'are found in %j',
    (text) => {
      expect(tellsTime(text)).toBe(true);
    },
  );

  it.each(['The dress is blue', 'Fridays4ever', ''])('are not found in %j', (text) => {
    expect(tellsTime(text)).toBe(false);
  });

  it('are asked for in any language of a network', () => {
    expect(['When did she go?', 'How long ago was it?', 'What year was that?'].map((query) => asksWhen(query, []))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['Wann war das?', 'Quand part-il ?', 'いつですか'].map((query) => asksWhen(query, ['de', 'fr']))).toEqual([true, true, true]);
    expect(['What did she say when he left', 'wherever'].map((query) => asksWhen(query, []))).toEqual([false, false]);
  });
});
