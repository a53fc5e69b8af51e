import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MeshError } from '../../errors';
import { unsupportedNumbers } from '../numbers/number-check';
import { sourceTexts } from '../prompt/task-blocks';
import type { AgentTask } from '../agent';
import { analyseCampaign } from './analyse-campaign';
import { campaignEvidence } from './campaign-evidence';
import { findings } from './findings';

const { context } = JSON.parse(readFileSync(join(__dirname, '../../../examples/hillstrom-2008/campaign.json'), 'utf8')) as {
  context: Record<string, unknown>;
};
const row = { arm: 'A', size: 'small', customers: 100, visits: 20, conversions: 2, spend: 10, spend_squared: 70 };
const rows = [row, { ...row, arm: 'Control', visits: 5 }, { ...row, size: 'large' }, { ...row, arm: 'Control', size: 'large', visits: 18 }];

describe('analyseCampaign on the Hillstrom test of 2008', () => {
  const figures = analyseCampaign(context);

  it('finds the published rates and the spend a head of every arm', () => {
    const rounded = figures.arms.map(({ arm, customers, visit_rate, conversion_rate, spend_per_head }) => [
      arm,
      customers,
      ...[visit_rate, conversion_rate, spend_per_head].map((figure) => Number(figure?.value.toFixed(5))),
    ]);
    expect(rounded.sort()).toEqual([
      ['Mens E-Mail', 21_307, 0.18276, 0.01253, 1.42262],
      ['No E-Mail', 21_306, 0.10617, 0.00573, 0.65279],
      ['Womens E-Mail', 21_387, 0.1514, 0.00884, 1.0772],
    ]);
  });

  it('compares every pair of arms in every metric, the control on the right', () => {
    expect(figures.control).toBe('No E-Mail');
    expect(figures.comparisons).toHaveLength(9);
    const mens = figures.comparisons.find(
      (one) => one.arm === 'Mens E-Mail' && one.against === 'No E-Mail' && one.metric === 'spend_per_head',
    );
    expect(mens?.difference).toBeCloseTo(0.76983, 5);
    expect(mens?.low).toBeGreaterThan(0);
    expect(mens?.relative).toBeCloseTo(1.17929, 4);
    expect(figures.sample_ratio).toMatchObject({ passed: true, chi_square: expect.closeTo(0.20253, 5) as number });
  });

  it('tests whether the lead of the best e-mail depends on channel, spend band or past purchases', () => {
    // Checked against a computation from the raw CSV with n − 1 variances: Q .233, 10.396 and 75.56.
    const found = Object.fromEntries(figures.breakdowns.map(({ dimension, heterogeneity }) => [dimension, heterogeneity]));
    expect(found.channel).toMatchObject({ between: ['Mens E-Mail', 'Womens E-Mail'], degrees: 2, q: expect.closeTo(0.233, 2) as number });
    expect(found.spend_band).toMatchObject({ degrees: 6, q: expect.closeTo(10.396, 1) as number });
    expect(found.spend_band?.p_value).toBeGreaterThan(0.1);
    expect(found.past_purchases).toMatchObject({ degrees: 2, q: expect.closeTo(75.56, 1) as number });
  });

  it('states only numbers that it can cite', () => {
    const book = campaignEvidence(figures);
    const { all: found } = findings(figures, book);
    const ids = new Set(book.all().map(({ id }) => id));
    const texts = sourceTexts({ goal: '', task: '', context } as unknown as AgentTask);
    for (const { sentence, evidence } of found) {
      const values = book
        .all()
        .filter(({ id }) => evidence.includes(id))
        .map(({ value }) => value);
      expect(evidence.every((id) => ids.has(id))).toBe(true);
      expect(unsupportedNumbers(sentence, { values, texts })).toEqual([]);
    }
    expect(found[0]?.sentence).toMatch(
      /^Mens E-Mail had the highest visit rate, 18\.3 %: 3\.14 points more than Womens E-Mail .* 7\.66 points more than No E-Mail/,
    );
  });
});

describe('analyseCampaign', () => {
  it('names the best arm of a level only where it is significant over the family', () => {
    const [size] = analyseCampaign({ campaign_data: rows }).breakdowns;
    expect(size?.levels.map(({ level, best_arm, best_is_significant }) => [level, best_arm, best_is_significant])).toEqual([
      ['small', 'A', true],
      ['large', 'A', false],
    ]);
    expect(size?.levels[0]?.lifts).toMatchObject([{ arm: 'A', against: 'Control', difference: expect.closeTo(0.15, 12) as number }]);
  });

  it('skips columns with too many levels to be a dimension', () => {
    const many = Array.from({ length: 60 }, (_, id) => ({ ...row, arm: id % 2 === 0 ? 'A' : 'Control', id }));
    expect(analyseCampaign({ campaign_data: many })).toMatchObject({ skipped_dimensions: ['id'], breakdowns: [{ dimension: 'size' }] });
  });

  it.each([
    ['is no list', 'rows', 'context.campaign_data'],
    ['is empty', [], 'context.campaign_data'],
    ['has a row that is no object', [row, 7], 'context.campaign_data[1]'],
    ['has a negative count', [row, { ...row, visits: -1 }], 'context.campaign_data[1].visits'],
    ['has more visits than customers', [{ ...row, visits: 101 }, row], 'context.campaign_data[0].visits'],
    ['has text for a sum', [{ ...row, spend: '10' }, row], 'context.campaign_data[0].spend'],
    ['has a nested level', [{ ...row, size: {} }, row], 'context.campaign_data[0].size'],
    ['misses a dimension', [row, { ...row, size: undefined, arm: 'B' }], 'context.campaign_data[1].size'],
    ['has one arm', [row, row], 'context.campaign_data'],
  ])('refuses data that %s by the name of the field', (_, campaign_data, field) => {
    const error = faultOf(() => analyseCampaign({ campaign_data }));
    expect(error).toMatchObject({ kind: 'invalid', code: 'campaign-data-invalid' });
    expect(error.errors.map((fault) => fault.field)).toContain(field);
  });

  it('refuses a control or a split that names no arm', () => {
    expect(faultOf(() => analyseCampaign({ campaign_data: rows, control: 'B' })).errors[0]?.field).toBe('context.control');
    expect(faultOf(() => analyseCampaign({ campaign_data: rows, expected_split: { A: 1 } })).errors[0]?.field).toBe(
      'context.expected_split.Control',
    );
  });
});

function faultOf(run: () => unknown): MeshError {
  try {
    run();
  } catch (error) {
    if (error instanceof MeshError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
