import type { Cell } from '../../datasets';
import { MeshError } from '../../errors';
import { analyseRows, type AnalysisRequest } from './analyse-rows';
import { analysisFindings } from './analysis-findings';
import type { AnalyticsTaskType } from './analytics-output';
import { inlineRows, type RowSource } from './table/row-source';

type Row = Record<string, Cell>;

/** 400 customers in two arms: half of those in B visit, a fifth of those in A. */
const customers = (change: (row: Row, index: number) => Row = (row) => row): Row[] =>
  Array.from({ length: 400 }, (_, index) => {
    const arm = index % 2 === 0 ? 'A' : 'B';
    const visit = (index >> 1) % (arm === 'A' ? 5 : 2) === 0 ? 1 : 0;
    return change({ variant: arm, visit, device: index % 3 === 0 ? 'phone' : 'desk', age: 20 + (index % 40) }, index);
  });
const days = (count: number): Row[] =>
  Array.from({ length: count }, (_, day) => ({
    date: new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10),
    orders_total: 100 + day,
  }));

const analyse = async (
  rows: unknown,
  context: AnalysisRequest['context'] = {},
  taskType: AnalyticsTaskType = 'performance',
  named = true,
) =>
  analyseRows(
    { kind: 'source', source: await inlineRows(rows, 'context.rows') },
    { context, taskType, named, signal: new AbortController().signal },
  );
const fieldsOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MeshError)) throw new Error('nothing was refused', { cause: error });
  expect(error).toMatchObject({ kind: 'invalid', retryable: false });
  return error.errors.map(({ field }) => field);
};

describe('analyseRows', () => {
  it('compares arms of single customers and bands their ages', async () => {
    const { figures, columns } = await analyse(customers());
    expect(columns).toMatchObject({ arm: 'variant', visit: 'visit', conversion: null });
    expect(figures).toMatchObject({ metrics: ['visit_rate'], control: null });
    expect(figures?.comparisons).toMatchObject([{ arm: 'A', against: 'B', difference: expect.closeTo(-0.3, 9) as number }]);
    expect(figures?.breakdowns.map(({ dimension }) => dimension)).toEqual(['device', 'age']);
    expect(figures?.breakdowns[1]?.levels.map(({ level }) => level)).toEqual(['20 to 29', '30 to 39', '40 to 49', '50 to 59']);
  });

  it('gives the same figures for single customers as for their sums', async () => {
    const spent = customers((row, index) => ({
      ...row,
      spend: row.visit === 1 ? (index % 7) + 0.5 : 0,
      conversion: index % 11 === 0 ? 1 : 0,
    }));
    const sums = ['A', 'B'].flatMap((variant) =>
      ['phone', 'desk'].map((device) => {
        const own = spent.filter((row) => row.variant === variant && row.device === device);
        const sum = (value: (row: Row) => number) => own.reduce((total, row) => total + value(row), 0);
        return {
          ...{
            variant,
            device,
            customers: own.length,
            visits: sum((row) => row.visit as number),
            conversions: sum((row) => row.conversion as number),
          },
          ...{ spend: sum((row) => row.spend as number), spend_squared: sum((row) => (row.spend as number) ** 2) },
        };
      }),
    );
    const [single, summed] = [await analyse(spent, { columns: { dimensions: ['device'] } }), await analyse(sums)];
    for (const [index, one] of single.figures!.comparisons.entries()) {
      expect(summed.figures?.comparisons[index]).toMatchObject(
        Object.fromEntries(
          Object.entries(one)
            .filter(([name]) => name !== 'bootstrap')
            .map(([name, value]) => [name, typeof value === 'number' ? expect.closeTo(value, 9) : value]),
        ),
      );
    }
    expect(summed.figures?.breakdowns[0]?.levels.map(({ level, customers: held }) => [level, held]).sort()).toEqual(
      single.figures?.breakdowns[0]?.levels.map(({ level, customers: held }) => [level, held]).sort(),
    );
  });

  it('takes combinations of columns and other metrics where they are named', async () => {
    const rows = customers((row, index) => ({
      ...row,
      plan: index % 4 < 2 ? 'free' : 'paid',
      minutes: index % 2 === 0 ? 10 + (index % 5) : 12 + (index % 5),
    }));
    const { figures, others } = await analyse(rows, { columns: { dimensions: [['device', 'plan']], metrics: ['minutes'] } });
    expect(figures?.breakdowns[0]).toMatchObject({ dimension: 'device × plan', levels: { length: 4 } });
    expect(others).toMatchObject([
      { metric: 'minutes', comparisons: [{ arm: 'A', against: 'B', p_adjusted: expect.any(Number) as number }] },
    ]);
    expect(others[0]?.comparisons[0]?.difference).toBeCloseTo(-2, 1);
  });

  it('says who does best where there are no arms', async () => {
    const analysis = await analyse(customers(), { columns: { arm: null } }, 'audience');
    expect(analysis.figures).toBeUndefined();
    expect(analysis.audience?.[0]).toMatchObject({
      dimension: 'variant',
      levels: [
        { level: 'B', value: 0.5 },
        { level: 'A', value: 0.2 },
      ],
    });
    expect(analysisFindings(analysis).main[0]?.sentence).toMatch(/^Visit rate differs by variant: highest where it is B, 50 %/);
  });

  it('leaves out rows that lack a figure, and says so', async () => {
    const { rows, warnings } = await analyse(customers((row, index) => (index < 10 ? { ...row, visit: null } : row)));
    expect(rows).toEqual({ read: 400, left_out: 10 });
    expect(warnings[0]).toMatch(/^10 of 400 rows were left out/);
  });

  it('forecasts days without being told which column is which', async () => {
    const analysis = await analyse(days(60), {}, 'prediction');
    expect(analysis.series).toMatchObject([{ metric: 'orders_total', period: 'day', forecast: { points: { length: 14 } } }]);
    expect(analysisFindings(analysis).main[0]?.sentence).toMatch(/^Orders total is forecast at/);
  });

  it.each<[string, unknown, AnalysisRequest['context'], AnalyticsTaskType, string]>([
    ['no rows', [], {}, 'performance', 'context.rows'],
    ['no list', { rows: 1 }, {}, 'performance', 'context.rows'],
    ['rows without columns', [{}, {}], {}, 'performance', 'context.rows'],
    ['a row that is no object', [{ visit: 1 }, 7], {}, 'performance', 'context.rows[1]'],
    ['NaN', [{ visit: 1, spend: Number.NaN }], {}, 'performance', 'context.rows[0].spend'],
    ['infinity', [{ visit: 1, spend: -Infinity }], {}, 'performance', 'context.rows[0].spend'],
    ['a nested cell', [{ visit: { a: 1 } }], {}, 'performance', 'context.rows[0].visit'],
    ['one arm', customers((row) => ({ ...row, variant: 'A' })), {}, 'comparison', 'context.columns.arm'],
    ['one arm, whatever is asked', customers((row) => ({ ...row, variant: 'A' })), {}, 'performance', 'context.columns.arm'],
    ['no arms to compare', customers(({ variant: _variant, ...row }) => row), {}, 'comparison', 'context.columns.arm'],
    ['too many arms', customers((row, index) => ({ ...row, variant: `v${index % 21}` })), {}, 'performance', 'context.columns.arm'],
    ['a column that is not there', customers(), { columns: { visit: 'opens' } }, 'performance', 'context.columns.visit'],
    ['a role that is none', customers(), { columns: { size: 'age' } }, 'performance', 'context.columns.size'],
    ['columns that are no object', customers(), { columns: ['age'] }, 'performance', 'context.columns'],
    ['visits that are neither 0 nor 1', customers(), { columns: { visit: 'age' } }, 'performance', 'context.columns.visit'],
    ['spend in words', customers(), { columns: { spend: 'device' } }, 'performance', 'context.columns.spend'],
    ['a metric in words', customers(), { columns: { metrics: ['device'] } }, 'performance', 'context.columns.metrics[0]'],
    [
      'a dimension of too many levels',
      customers((row, index) => ({ ...row, id: `c${index}` })),
      { columns: { dimensions: ['id'] } },
      'performance',
      'context.columns.dimensions[0]',
    ],
    [
      'more visits than customers',
      [
        { arm: 'A', customers: 5, visits: 6 },
        { arm: 'B', customers: 5, visits: 1 },
      ],
      {},
      'performance',
      'context.columns.visit',
    ],
    ['nothing to measure', [{ name: 'a' }, { name: 'b' }], {}, 'performance', 'context.columns'],
    ['no dates to forecast', customers(), {}, 'prediction', 'context.columns.date'],
    [
      'dates that are none',
      days(30).map((row) => ({ ...row, date: `the ${String(row.date)}` })),
      { columns: { date: 'date' } },
      'trends',
      'context.columns.date',
    ],
    ['too few days', days(7), {}, 'trends', 'context.columns.date'],
    ['a horizon too far', days(30), { horizon: 30 }, 'prediction', 'context.horizon'],
    ['a lift of nothing', customers(), { target_lift: 0 }, 'performance', 'context.target_lift'],
  ])('refuses %s by the name of the field', async (_, rows, context, taskType, field) => {
    expect(await fieldsOf(analyse(rows, context, taskType))).toContain(field);
  });

  it('refuses ten thousand columns that nobody chose among, and reads the ones that are named', async () => {
    const names = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const read: string[][] = [];
    const source: RowSource = {
      ...{ field: 'context.dataset_id', columns: ['variant', 'visit', ...names], rows: 400 },
      async *blocks(columns) {
        read.push([...columns]);
        const rows = customers();
        yield { rows: 400, columns: Object.fromEntries(columns.map((name) => [name, rows.map((row) => row[name] ?? 0)])) };
      },
    };
    const request = { taskType: 'performance' as const, named: false, signal: new AbortController().signal };
    expect(await fieldsOf(analyseRows({ kind: 'source', source }, { ...request, context: {} }))).toEqual(['context.columns']);
    expect(read).toEqual([]);
    const columns = { arm: 'variant', visit: 'visit', dimensions: ['c7'] };
    await analyseRows({ kind: 'source', source }, { ...request, context: { columns } });
    expect(read).toEqual([
      ['variant', 'visit', 'c7'],
      ['variant', 'visit', 'c7'],
    ]);
  });

  it('takes constant and empty columns as they are', async () => {
    const { figures } = await analyse(customers((row) => ({ ...row, visit: 0, conversion: 0, spend: 0, empty: null, same: 'x' })));
    expect(figures?.comparisons.map(({ difference, p_value }) => [Math.abs(difference), p_value])).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    expect(figures?.breakdowns.map(({ dimension }) => dimension)).toEqual(['device', 'age']);
    expect(JSON.stringify(figures)).not.toMatch(/null,"low"|NaN/);
  });

  it('stops when the signal has gone off', async () => {
    const source = await inlineRows(customers(), 'context.rows');
    const reason = new MeshError('timeout', 'step-deadline', 'too late');
    const request = { context: {}, taskType: 'performance' as const, named: false, signal: AbortSignal.abort(reason) };
    await expect(analyseRows({ kind: 'source', source }, request)).rejects.toBe(reason);
  });
});
