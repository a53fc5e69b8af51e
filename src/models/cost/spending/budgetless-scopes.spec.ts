import { BudgetlessScopes } from './budgetless-scopes';

describe('BudgetlessScopes', () => {
  let nowMs = 1_000;
  const scopes = new BudgetlessScopes(() => nowMs);
  const names = ['tenant:t', 'user:a'];

  it('knows nobody it was not told of', () => expect(scopes.has(names)).toBe(false));

  it('remembers the last answer for ten minutes', () => {
    scopes.note(names, false);
    nowMs += 599_999;
    expect(scopes.has(names)).toBe(true);
    expect(scopes.has(['tenant:t'])).toBe(false);
    nowMs += 1;
    expect(scopes.has(names)).toBe(false);
  });

  it('forgets who got a budget', () => {
    scopes.note(names, false);
    scopes.note(names, true);
    expect(scopes.has(names)).toBe(false);
  });
});
