import { momentOf } from './moments';
import { quintileCuts, quintileOf } from './quintiles';
import { rfmColumns } from './rfm-columns';
import { RFM_GROUPS } from './rfm-groups';
import { rfmGroups } from './rfm-profile';
import { rfmScores } from './rfm-scores';
import { daysAgo, type RfmValues } from './rfm-values';

const valuesOf = (recency: number[], frequency?: number[], monetary?: number[]): RfmValues => ({
  recency: Float64Array.from(recency),
  frequency: frequency && Float64Array.from(frequency),
  monetary: monetary && Float64Array.from(monetary),
  unread: new Map(),
});
const namesOf = (labels: Uint8Array) => [...labels].map((label) => RFM_GROUPS[label]?.name);

describe('RFM', () => {
  // Ten customers, two to a quintile. By hand: days 1, 2 → 5; 10, 20 → 4; 30, 40 → 3; 50, 60 → 2; 90, 365 → 1; orders and spend likewise, more is better.
  const days = [1, 2, 10, 20, 30, 40, 50, 60, 90, 365];
  const orders = [20, 1, 9, 2, 5, 3, 10, 6, 30, 4];
  const spend = [900, 10, 300, 20, 100, 60, 500, 150, 950, 80];

  it('scores by quintile and finds the groups, as computed by hand', async () => {
    const { labels, scores, constant } = await rfmScores(valuesOf(days, orders, spend));
    expect([...scores]).toEqual([555, 511, 444, 411, 333, 322, 244, 233, 155, 122]);
    expect(namesOf(labels)).toEqual([
      ...['champions', 'new', 'loyal', 'promising', 'need attention'],
      ...['about to sleep', 'at risk', 'at risk', "can't lose", 'hibernating'],
    ]);
    expect(constant).toEqual([]);
  });

  it('takes the mean of frequency and monetary value, rounded up, and either alone', async () => {
    const { labels, scores } = await rfmScores(valuesOf(days, orders.toReversed(), spend));
    expect(scores[0]).toBe(525);
    expect(namesOf(labels)[0]).toBe('champions');
    const alone = await rfmScores(valuesOf(days, undefined, spend));
    expect([...alone.scores.slice(0, 3)]).toEqual([505, 501, 404]);
    expect(namesOf(alone.labels).slice(0, 3)).toEqual(['champions', 'new', 'loyal']);
  });

  it('gives equal values equal scores', async () => {
    const cuts = await quintileCuts(Float64Array.from([1, 1, 1, 1, 1, 1, 2, 2, 3, 4]));
    expect(cuts).toEqual([1, 1, 1, 2]);
    expect([1, 2, 3, 4].map((value) => quintileOf(value, cuts!))).toEqual([1, 4, 5, 5]);
  });

  it('says that what all people share tells nothing, and scores it in the middle', async () => {
    const { scores, constant } = await rfmScores(valuesOf([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]));
    expect(constant).toEqual(['frequency']);
    expect([...scores]).toEqual([530, 430, 330, 230, 130]);
  });

  it('knows no purchase of those without a recency or without anything else', async () => {
    const { labels, scores } = await rfmScores(valuesOf([NaN, 3, 9], [4, NaN, 2], [NaN, NaN, 10]));
    expect(namesOf(labels).slice(0, 2)).toEqual(['no purchases', 'no purchases']);
    expect(scores[0]).toBe(30);
  });

  it('scores one person', async () => {
    const { labels } = await rfmScores(valuesOf([3], [1], [10]));
    expect(namesOf(labels)).toEqual(['need attention']);
  });

  it('tells the medians of each group and of all', async () => {
    const values = valuesOf(days, orders, spend);
    const groups = await rfmGroups(values, (await rfmScores(values)).labels);
    const atRisk = groups.find(({ name }) => name === 'at risk');
    expect(atRisk?.profile).toEqual([
      { column: 'recency', measure: 'median', value: 55, overall: 35 },
      { column: 'frequency', measure: 'median', value: 8, overall: 5.5 },
      { column: 'monetary', measure: 'median', value: 325, overall: 125 },
    ]);
  });

  it('finds its columns by their usual names, and needs more than a recency', () => {
    expect(rfmColumns(['email', 'lastOrderAt', 'orders', 'Total Spent'])).toEqual({
      recency: 'lastOrderAt',
      frequency: 'orders',
      monetary: 'Total Spent',
    });
    expect(rfmColumns(['recency', 'history', 'spend', 'visit'])).toEqual({ recency: 'recency', monetary: 'history' });
    expect(rfmColumns(['recency', 'channel'])).toBeUndefined();
    expect(rfmColumns(['orders', 'spend'])).toBeUndefined();
  });

  it.each([
    ['2026-03-01', { day: 20_513 }],
    ['2026-03-01T23:59:00+02:00', { day: 20_513 }],
    [1_772_323_200, { day: 20_513 }],
    [1_772_323_200_000, { day: 20_513 }],
    [12, { ago: 12 }],
    ['12.5', { ago: 12.5 }],
    [-1, undefined],
    ['NaN', undefined],
    ['soon', undefined],
    [null, undefined],
    [{}, undefined],
  ])('reads when something was: %j', (value, moment) => {
    expect(momentOf(value)).toEqual(moment);
  });

  it('counts days back from the last date, or from the day it is told', () => {
    expect([...daysAgo(Float64Array.from([10, 7, NaN]))]).toEqual([0, 3, NaN]);
    expect([...daysAgo(Float64Array.from([10, 7]), 9)]).toEqual([0, 2]);
  });
});
