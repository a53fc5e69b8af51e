import { Bell } from './bell';

describe('Bell', () => {
  it('wakes one who waits', async () => {
    const bell = new Bell();
    const rung = bell.rung();
    bell.ring();
    await rung;
  });

  it('does not lose a ring that came before the wait', async () => {
    const bell = new Bell();
    bell.ring();
    await bell.rung();
  });

  it('forgets rings at a reset', async () => {
    const bell = new Bell();
    bell.ring();
    bell.reset();
    let isAwake = false;
    const rung = bell.rung().then(() => (isAwake = true));
    await Promise.resolve();
    expect(isAwake).toBe(false);
    bell.ring();
    await rung;
  });
});
