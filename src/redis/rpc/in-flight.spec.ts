import { InFlight } from './in-flight';

const bounds = { running: 2, waiting: 2, waitingLength: 100, waitMs: 60_000 };

describe('messages in flight', () => {
  it('are worked on, wait in their order, or find no place', async () => {
    const inFlight = new InFlight(bounds);
    expect([await inFlight.enter(1), await inFlight.enter(1)]).toEqual([true, true]);
    const order: string[] = [];
    const first = inFlight.enter(1).then((hasPlace) => order.push(`first ${hasPlace}`));
    const second = inFlight.enter(1).then((hasPlace) => order.push(`second ${hasPlace}`));
    expect(await inFlight.enter(1)).toBe(false);
    inFlight.leave();
    await first;
    inFlight.leave();
    await second;
    expect(order).toEqual(['first true', 'second true']);
  });

  it('wait only as far as their packets can be kept', async () => {
    const inFlight = new InFlight({ ...bounds, running: 0 });
    void inFlight.enter(80);
    expect(await inFlight.enter(21)).toBe(false);
  });

  it('wait no longer than they may', async () => {
    expect(await new InFlight({ ...bounds, running: 0, waitMs: 1 }).enter(1)).toBe(false);
  });

  it('are over when the last has left', async () => {
    const inFlight = new InFlight(bounds);
    await inFlight.idle(60_000);
    await inFlight.enter(1);
    const idle = inFlight.idle(60_000);
    inFlight.leave();
    await idle;
  });
});
