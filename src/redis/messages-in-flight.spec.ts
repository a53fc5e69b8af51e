import { MessagesInFlight } from './messages-in-flight';

describe('messages that are being handled', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it.each([
    ['which does not say how long it may take', {}, 30_000],
    ['which is no object', 'x', 30_000],
    ['which wants less', { timeout_ms: 100 }, 32_000],
    ['which wants more', { timeout_ms: 120_000 }, 122_000],
    ['which wants for ever', { timeout_ms: 1e12 }, 600_000],
    ['which wants nonsense', { timeout_ms: 'soon' }, 30_000],
  ])('are late in their time: one %s', (_which, data, deadlineMs) => {
    const messages = new MessagesInFlight();
    const late: number[] = [];
    messages.take('a 1', data);
    messages.watch('a 1', (ms) => late.push(ms));
    jest.advanceTimersByTime(deadlineMs - 1);
    expect([late, messages.isOpen('a 1')]).toEqual([[], true]);
    jest.advanceTimersByTime(1);
    expect([late, messages.isOpen('a 1')]).toEqual([[deadlineMs], false]);
  });

  it('are not late once they are answered, and are answered once', () => {
    const messages = new MessagesInFlight();
    const late: number[] = [];
    messages.take('a 1', {});
    messages.watch('a 1', (ms) => late.push(ms));
    expect([messages.done('a 1'), messages.done('a 1')]).toEqual([true, false]);
    jest.advanceTimersByTime(1e6);
    expect(late).toEqual([]);
  });

  it('are no more than a replica can handle', () => {
    const messages = new MessagesInFlight();
    for (let n = 0; n < 512; n += 1) messages.take(`a ${n}`, {});
    expect(messages.isFull).toBe(true);
    messages.done('a 7');
    expect(messages.isFull).toBe(false);
  });
});
