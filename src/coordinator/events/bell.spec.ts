import { Bell } from './bell';

describe('Bell', () => {
  it('wakes one who waits', async () => {
    const bell = new Bell();
    const rung = bell.rung(10_000);
    bell.ring();
    await rung;
  });

  it('does not lose a ring that came before the wait', async () => {
    const bell = new Bell();
    bell.ring();
    await bell.rung(10_000);
  });

  it('wakes by itself at the deadline, and forgets rings at a reset', async () => {
    const bell = new Bell();
    bell.ring();
    bell.reset();
    const start = performance.now();
    await bell.rung(20);
    expect(performance.now() - start).toBeGreaterThan(15);
  });
});
