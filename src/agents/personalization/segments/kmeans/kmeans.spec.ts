import type { AgentTask } from '../../../agent';
import { seededRandom } from '../../../analytics/statistics/random';
import type { Datasets } from '../../../../datasets';
import { usableColumns } from '../../privacy/usable-columns';
import { recordSource } from '../../records/record-source';
import { groupByKMeans } from './kmeans-segments';

type Person = Record<string, unknown>;

const random = seededRandom(7);
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** 300 people around three centres of spend, visits and channel; `truth` is who belongs to which. */
const truth = Array.from({ length: 300 }, (_none, at) => at % 3);
const PLANTED: Person[] = truth.map((group, at) => ({
  customer_id: `c${at}`,
  spend: [20, 100, 300][group]! + 8 * normal(),
  visits: [2, 12, 5][group]! + 0.7 * normal(),
  channel: ['Web', 'Shop', 'Phone'][group],
  constant: 1,
}));

async function group(people: readonly Person[], context: Record<string, unknown> = {}) {
  const task = { context: { recipients: people, ...context }, signal: new AbortController().signal } as unknown as AgentTask;
  const source = (await recordSource(task, undefined as unknown as Datasets, 'recipients', true))!;
  return groupByKMeans(task, source, usableColumns(source.columns, task.context));
}

/** Hubert and Arabie (1985): 1 for the same partition, about 0 for one by chance. */
function adjustedRand(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const pairs = (count: number) => (count * (count - 1)) / 2;
  const counts = (keys: string[]) => {
    const sizes = new Map<string, number>();
    for (const key of keys) sizes.set(key, (sizes.get(key) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + pairs(size), 0);
  };
  const [a, b] = [Array.from(one, String), Array.from(other, String)];
  const [both, rows, columns, all] = [counts(a.map((key, at) => `${key} ${b[at]}`)), counts(a), counts(b), pairs(a.length)];
  const expected = (rows * columns) / all;
  return (both - expected) / ((rows + columns) / 2 - expected);
}

describe('segments by k-means', () => {
  it('finds three planted clusters and names what sets each apart', async () => {
    const { labels, clusters, groups, columnsUsed, bounds, warnings } = await group(PLANTED);
    expect(clusters?.k).toBe(3);
    expect(clusters?.silhouette).toBeGreaterThan(0.7);
    expect(adjustedRand(labels, truth)).toBeGreaterThanOrEqual(0.95);
    expect(columnsUsed).toEqual(['spend', 'visits', 'channel']);
    expect(bounds).toEqual([{ limit: 0.85, reason: 'the clusters are clearly apart' }]);
    expect(warnings).toEqual(['not used, for they do not tell people apart: constant']);
    const phone = groups[labels[2]!];
    expect(phone?.name).toMatch(/channel Phone/);
    expect(phone?.profile).toContainEqual({
      ...{ column: 'channel', level: 'Phone', measure: 'share', value: 1, overall: expect.closeTo(1 / 3) as number },
      difference: expect.closeTo(Math.SQRT2, 6) as number,
    });
    const spend = phone?.profile.find(({ column }) => column === 'spend');
    expect(spend?.value).toBeCloseTo(
      PLANTED.filter((_one, at) => at % 3 === 2).reduce((sum, one) => sum + (one.spend as number) / 100, 0),
      9,
    );
  });

  it('finds the same again', async () => {
    const [one, other] = [await group(PLANTED), await group(PLANTED)];
    expect([other.labels, other.clusters, other.groups.map(({ name }) => name)]).toEqual([
      one.labels,
      one.clusters,
      one.groups.map(({ name }) => name),
    ]);
  });

  it('makes as many clusters as it is told, of the columns it is told', async () => {
    const { clusters, columnsUsed, groups } = await group(PLANTED, { k: 5, features: ['visits'] });
    expect([clusters?.k, groups.length, columnsUsed]).toEqual([5, 5, ['visits']]);
    expect(new Set(groups.map(({ name }) => name)).size).toBe(5);
  });

  it('says when there is nothing to part people by', async () => {
    const noise = Array.from({ length: 400 }, () => ({ a: normal(), b: normal(), c: normal(), d: normal(), e: normal() }));
    const { bounds, warnings } = await group(noise);
    expect(bounds).toEqual([{ limit: 0.5, reason: 'the clusters overlap (weak silhouette)' }]);
    expect(warnings[0]).toMatch(/the clusters overlap/);
  });

  it('takes a missing value for the median, and NaN as text or a stray word for a missing one', async () => {
    const people = PLANTED.map((one, at) => ({ ...one, spend: at % 50 === 0 ? ['NaN', null, undefined, 'n/a'][at % 4] : one.spend }));
    const { labels } = await group(people);
    expect(adjustedRand(labels, truth)).toBeGreaterThanOrEqual(0.95);
  });

  it('is not led astray by one odd value', async () => {
    const { labels, clusters } = await group([...PLANTED, { spend: 1e12, visits: 1, channel: 'Web' }]);
    expect(clusters?.k).toBe(3);
    expect(adjustedRand(labels.slice(0, 300), truth)).toBeGreaterThanOrEqual(0.95);
  });

  it('names no single person: texts of few people are no features, nor is what identifies them', async () => {
    const people = Array.from({ length: 8 }, (_none, at) => ({ email: `p${at}@x.example`, nick: `Ann ${at}`, phone: at, visits: at }));
    const { columnsUsed, groups } = await group(people);
    expect(columnsUsed).toEqual(['visits']);
    expect(JSON.stringify(groups)).not.toMatch(/Ann|@/);
  });

  it('leaves out protected attributes, and refuses them where they are named', async () => {
    const people = PLANTED.map((one, at) => ({ ...one, gender: at % 2 === 0 ? 'f' : 'm' }));
    expect((await group(people)).columnsUsed).not.toContain('gender');
    await expect(group(people, { features: ['gender'] })).rejects.toThrow(
      /context\.features\[0\]: gender holds a protected attribute \(sex\)/,
    );
    expect((await group(people, { allowed_attributes: ['gender'] })).columnsUsed).toContain('gender');
  });

  it.each([
    ['one person', [{ spend: 1 }], {}, /context\.recipients: must have a column that tells people apart/],
    ['constant columns', PLANTED.map(() => ({ spend: 1, channel: 'Web' })), {}, /must have a column that tells people apart/],
    ['nothing but missing values', PLANTED.map(() => ({ spend: null, visits: 'NaN' })), {}, /must have a column that tells people apart/],
    ['two people', [{ spend: 1 }, { spend: 2 }], {}, /must hold more people who differ/],
    ['a k of one', PLANTED, { k: 1 }, /context\.k: must be a whole number from 2 to 8/],
    ['features that are no columns', PLANTED, { features: ['spent'] }, /context\.features\[0\]: .*did you mean spend/],
  ])('refuses %s', async (_what, people, context, message) => {
    await expect(group(people, context)).rejects.toThrow(message);
  });

  it('stops when its step does', async () => {
    const stopped = new AbortController();
    const task = { context: { recipients: PLANTED }, signal: stopped.signal } as unknown as AgentTask;
    const source = (await recordSource(task, undefined as unknown as Datasets, 'recipients', true))!;
    const grouping = groupByKMeans(task, source, usableColumns(source.columns, {}));
    stopped.abort(new Error('cancelled'));
    await expect(grouping).rejects.toThrow('cancelled');
  });
});
