import { Flights } from './flights';

const never = new AbortController().signal;
const inMs = (ms: number) => Date.now() + ms;

describe('Flights', () => {
  it('gives all the failure of the work they share', async () => {
    const flights = new Flights<string>();
    let calls = 0;
    const work = async () => {
      calls += 1;
      throw new Error('down');
    };
    const all = [1, 2, 3].map(() => flights.join('k', never, inMs(60_000), work));
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(calls).toBe(1);
  });

  it('lets the next one lead when only the time of the first was up', async () => {
    const flights = new Flights<string>();
    const untilDeadline = (deadlineAtMs: number) => async () => {
      while (Date.now() < deadlineAtMs) await new Promise(setImmediate);
      throw new Error('too late');
    };
    const firstDeadlineAtMs = inMs(20);
    const first = flights.join('k', never, firstDeadlineAtMs, untilDeadline(firstDeadlineAtMs));
    const others = [1, 2].map(() => flights.join('k', never, inMs(60_000), async () => 'answer'));
    await expect(first).rejects.toThrow('too late');
    expect(await Promise.all(others)).toEqual([
      { value: 'answer', shared: false },
      { value: 'answer', shared: true },
    ]);
  });

  it('lets one with less time go at its own deadline', async () => {
    const flights = new Flights<string>();
    let land!: (value: string) => void;
    const first = flights.join('k', never, inMs(60_000), () => new Promise((resolve) => (land = resolve)));
    await expect(flights.join('k', never, inMs(5), async () => 'other')).rejects.toMatchObject({ code: 'provider-chain-exhausted' });
    land('answer');
    expect(await first).toEqual({ value: 'answer', shared: false });
  });

  it('does not let anybody join what is being aborted', async () => {
    const flights = new Flights<string>();
    const leaver = new AbortController();
    let aborted = false;
    const deaf = (signal: AbortSignal) => {
      signal.addEventListener('abort', () => (aborted = true));
      return new Promise<string>(() => undefined);
    };
    const first = flights.join('k', leaver.signal, inMs(60_000), deaf);
    leaver.abort();
    await expect(first).rejects.toMatchObject({ code: 'generate-cancelled' });
    expect(aborted).toBe(true);
    expect(await flights.join('k', never, inMs(60_000), async () => 'fresh')).toEqual({ value: 'fresh', shared: false });
  });

  it('starts nothing for one who has left already', async () => {
    const work = () => Promise.reject(new Error('started'));
    await expect(new Flights<string>().join('k', AbortSignal.abort(), inMs(60_000), work)).rejects.toMatchObject({
      code: 'generate-cancelled',
    });
  });
});
