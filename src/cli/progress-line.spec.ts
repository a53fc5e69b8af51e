import { progressLine } from './progress-line';

describe('a line of progress', () => {
  const line = (details: object) =>
    progressLine({ id: '1-0', event: 'step.failed', data: { at: '2026-01-02T03:04:05.678Z', step_id: 'draft', ...details } });

  it('says when what happened, and why', () => {
    expect(line({ error: { code: 'timeout', detail: 'it took too long' } })).toBe('03:04:05 step.failed draft: it took too long');
    expect(line({})).toBe('03:04:05 step.failed draft');
  });

  it('stays one line, and tells the terminal nothing', () => {
    expect(line({ summary: 'One\ntwo \u001b[31mred' })).toBe('03:04:05 step.failed draft: One two \ufffd[31mred');
    expect(line({ summary: 'x'.repeat(500) }).length).toBeLessThan(200);
  });
});
