import { analyseCampaign } from '../../analytics/analyse-campaign';
import { chooseSegments } from './choose-segments';
import { newSegmentId } from './segment';

/** Rows of 1,000 customers an arm and level; visits by arm. */
const cell = (size: string, visits: Record<string, number>) =>
  ['hot', 'cold'].flatMap((other) =>
    Object.entries(visits).map(([arm, count]) => ({
      arm,
      size,
      other,
      customers: 1_000,
      visits: count,
      conversions: 10,
      spend: 50,
      spend_squared: 900,
    })),
  );

describe('chooseSegments', () => {
  const figures = analyseCampaign({
    campaign_data: [
      ...cell('small', { Coats: 100, Shoes: 200, Control: 90 }),
      ...cell('middling', { Coats: 150, Shoes: 152, Control: 90 }),
      ...cell('large', { Coats: 300, Shoes: 150, Control: 90 }),
      ...cell('tired', { Coats: 50, Shoes: 52, Control: 250 }),
    ],
  });
  const choice = chooseSegments(figures);

  it('segments by the dimension that changes most which arm is best', () => {
    expect(choice).toMatchObject({ dimension: 'size', differs: true });
    expect(choice?.segments.map(({ id }) => id)).toEqual(['size_small', 'size_middling', 'size_large', 'size_tired']);
  });

  it('sends the reliably best arm, else the one that was ahead, and nothing where the control wins', () => {
    expect(choice?.segments.map(({ treatment, send }) => [treatment, send])).toEqual([
      ['Shoes', true],
      ['Shoes', true],
      ['Coats', true],
      ['Control', false],
    ]);
    expect(choice?.segments[1]?.reason).toMatch(/^Shoes did best here .*: not reliably, but the overall lead does not carry over/);
  });

  it('sends the overall winner where no dimension reliably changes which arm is ahead', () => {
    const alike = analyseCampaign({
      campaign_data: [...cell('small', { Coats: 190, Shoes: 160, Control: 90 }), ...cell('large', { Coats: 160, Shoes: 162, Control: 90 })],
    });
    const [, large] = chooseSegments(alike)?.segments ?? [];
    expect(large).toMatchObject({ treatment: 'Coats', reason: 'No arm is reliably best here, so the overall winner Coats is sent.' });
  });

  it('expects of a treatment what it brought over the control', () => {
    expect(choice?.segments[0]?.expected).toMatchObject({ metric: 'visit_rate', difference: expect.closeTo(0.11, 12) as number });
    expect(choice?.segments[3]?.expected).toBeNull();
  });

  it('has nothing to choose without a dimension', () => {
    const plain = ['A', 'Control'].map((arm) => ({ arm, customers: 10, visits: 1, conversions: 0, spend: 0, spend_squared: 0 }));
    expect(chooseSegments(analyseCampaign({ campaign_data: plain }))).toBeUndefined();
  });

  it('makes ids that are unique slugs', () => {
    const taken = new Set<string>();
    expect(['Été $100 – $200', 'ete 100 200', '…'].map((text) => newSegmentId(text, taken))).toEqual([
      'ete_100_200',
      'ete_100_200_2',
      'segment',
    ]);
  });
});
