import { MeshError } from '../../../errors';
import { DAY_MS } from './ledger';
import { daysOf, StatsQuery } from './stats.query';

const NOW_MS = Date.parse('2026-03-31T12:00:00Z');
const days = (query: Partial<StatsQuery>): string[] => {
  const { firstDay, lastDay } = daysOf(Object.assign(new StatsQuery(), query), NOW_MS);
  return [firstDay, lastDay].map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
};

describe('daysOf', () => {
  it.each<[Partial<StatsQuery>, string, string]>([
    [{}, '2026-03-02', '2026-03-31'],
    [{ from: '2026-03-30' }, '2026-03-30', '2026-03-31'],
    [{ from: '2026-01-01', to: '2026-01-31' }, '2026-01-01', '2026-01-31'],
    [{ from: '2026-01-01T23:59:59Z', to: '2026-02-01T00:00:00Z' }, '2026-01-01', '2026-01-31'],
    [{ from: '2026-01-01T00:30:00+02:00', to: '2026-01-02T12:00:00Z' }, '2025-12-31', '2026-01-02'],
    [{ to: '2026-01-30' }, '2026-01-01', '2026-01-30'],
    [{ from: '2025-01-01', to: '2026-02-04' }, '2025-01-01', '2026-02-04'],
  ])('reads %j as %s to %s', (query, first, last) => expect(days(query)).toEqual([first, last]));

  it.each([{ from: '2026-04-01' }, { from: '2026-02-02', to: '2026-02-01' }, { from: '2025-01-01', to: '2026-02-05' }])(
    'refuses %j',
    (query) => {
      expect(() => days(query)).toThrow(MeshError);
      expect(() => days(query)).toThrow(/from/);
    },
  );
});
