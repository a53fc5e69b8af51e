import { Bell } from './bell';
import type { MeshEvent } from './mesh-event';
import { StreamTail } from './stream-tail';

const event = (number: number): MeshEvent => ({ id: `5-${number}`, event: 'step.started', data: { at: '' } });

describe('StreamTail', () => {
  let stored: MeshEvent[];
  let reads: number;
  let asked: number;
  let tail: StreamTail;
  beforeEach(() => {
    stored = [];
    [reads, asked] = [0, 0];
    tail = new StreamTail({
      read: async (afterId, limit) => {
        reads += 1;
        const after = Number(afterId.split('-')[1]);
        return stored.filter(({ id }) => Number(id.split('-')[1]) > after).slice(0, limit);
      },
      isOver: async () => {
        asked += 1;
        return false;
      },
    });
  });

  /** The numbers of what came after an id. */
  const after = (id: string): number[] | 'unknown' => {
    const found: number[] = [];
    const from = tail.placeAfter(id);
    if (from === undefined) return 'unknown';
    for (let place = from, event = tail.at(place); event !== undefined; event = tail.at(++place)) {
      if (event === 'gone') return 'unknown';
      found.push(Number(event.id.split('-')[1]));
    }
    return found;
  };

  const told = async (...happened: number[]) => {
    const bell = new Bell();
    tail.enter(bell);
    stored.push(...happened.map(event));
    tail.look();
    await bell.rung();
    tail.leave(bell);
  };

  it('reads what happens once, however many take it', async () => {
    tail.begin(event(1));
    await told(2, 3);
    expect(after('5-1')).toEqual([2, 3]);
    expect(after('5-2')).toEqual([3]);
    expect(after('5-3')).toEqual([]);
    expect(reads).toBe(1);
  });

  it('does not know what was before it began, nor what it has dropped', async () => {
    expect(after('0-0')).toBe('unknown');
    tail.begin(event(1));
    expect(after('0-0')).toBe('unknown');
    await told(...Array.from({ length: 150 }, (_, index) => index + 2));
    await told(...Array.from({ length: 150 }, (_, index) => index + 152));
    expect(after('5-1')).toBe('unknown');
    expect(after('5-101').length).toBe(200);
    const place = tail.placeAfter('5-150') as number;
    tail.forget();
    expect(tail.at(place)).toBe('gone');
    expect(after('5-300')).toBe('unknown');
    expect(after('5-301')).toEqual([]);
  });

  it('gives nothing to one who asks for what is yet to come', () => {
    tail.begin(event(1));
    expect(after('9999-0')).toEqual([]);
  });

  it('reads what a hint told of before it had begun', async () => {
    const bell = new Bell();
    tail.enter(bell);
    stored.push(event(2));
    tail.look();
    expect(reads).toBe(0);
    tail.begin(event(1));
    await bell.rung();
    expect(after('5-1')).toEqual([2]);
  });

  it('asks whether all is over once for all, and again when something may have happened', async () => {
    tail.begin(event(1));
    await Promise.all([tail.isOver(), tail.isOver()]);
    expect(asked).toBe(1);
    await told();
    await tail.isOver();
    expect(asked).toBe(2);
  });
});
