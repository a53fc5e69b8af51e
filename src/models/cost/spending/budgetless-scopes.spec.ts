import { BudgetlessScopes } from './budgetless-scopes';

describe('BudgetlessScopes', () => {
  let nowMs = 1_000;
  let scopes: BudgetlessScopes;
  beforeEach(() => (scopes = new BudgetlessScopes(() => nowMs)));
  const names = ['tenant:t', 'user:a'];

  it('knows nobody it was not told of', () => expect(scopes.has(names)).toBe(false));

  it('remembers for a minute that a tenant has no budget at all, whoever asks there', () => {
    scopes.note(names, 'tenant has none');
    nowMs += 59_999;
    expect(scopes.has(names)).toBe(true);
    expect(scopes.has(['tenant:t'])).toBe(true);
    expect(scopes.has(['tenant:t', 'user:b', 'key:k'])).toBe(true);
    expect(scopes.has(['tenant:t2'])).toBe(false);
    nowMs += 1;
    expect(scopes.has(names)).toBe(false);
  });

  it('remembers the exact names alone where others of the tenant have budgets', () => {
    scopes.note(names, 'tenant has none');
    scopes.note(names, 'none applies');
    expect(scopes.has(names)).toBe(true);
    expect(scopes.has(['tenant:t'])).toBe(false);
    expect(scopes.has(['tenant:t', 'user:b'])).toBe(false);
  });

  it('forgets who got a budget, and that the tenant had none', () => {
    scopes.note(['tenant:t', 'user:b'], 'none applies');
    scopes.note(names, 'tenant has none');
    scopes.note(names, 'applies');
    expect(scopes.has(names)).toBe(false);
    expect(scopes.has(['tenant:t'])).toBe(false);
    expect(scopes.has(['tenant:t', 'user:b'])).toBe(true);
  });

  it('forgets all of a tenant, and no other, when it is told to', () => {
    scopes.note(names, 'none applies');
    scopes.note(['tenant:t'], 'none applies');
    scopes.note(['tenant:t2', 'user:a'], 'none applies');
    scopes.note(['tenant:u'], 'tenant has none');
    scopes.forget('t');
    expect([scopes.has(names), scopes.has(['tenant:t'])]).toEqual([false, false]);
    expect([scopes.has(['tenant:t2', 'user:a']), scopes.has(['tenant:u', 'user:a'])]).toEqual([true, true]);
    scopes.forget('u');
    expect(scopes.has(['tenant:u'])).toBe(false);
  });
});
