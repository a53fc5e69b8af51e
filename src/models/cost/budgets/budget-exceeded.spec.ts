import { MeshError } from '../../../errors';
import { budgetExceeded, tellingRefusal } from './budget-exceeded';

describe('tellingRefusal', () => {
  const refusal = (code: -1 | -2, model: string, costMaxMicroUsd: number | null) =>
    budgetExceeded([code, 'tenant:t', 1, 'total', 'cheapest', 0, 0, 0, 0, 1_000], model, costMaxMicroUsd);
  const dear = refusal(-1, 'openai/dear', 900);
  const cheap = refusal(-1, 'groq/cheap', 50);
  const unpriced = refusal(-2, 'compatible/new', null);

  it('tells of the cheapest call that did not fit before any whose price is unknown', () => {
    const failed = new MeshError('unavailable', 'provider-unavailable', 'away');
    expect(tellingRefusal([dear, failed, cheap, unpriced], unpriced)).toBe(cheap);
    expect(cheap.detail).toMatch(/groq\/cheap of up to 0\.000050 USD/);
  });

  it('tells of an unknown price where that is all there is', () => {
    expect(tellingRefusal([unpriced], unpriced)).toBe(unpriced);
    expect(unpriced.detail).toContain('compatible/new');
  });
});
