import { Injectable } from '@nestjs/common';

/** What others count in a network. */
export type CountName = 'task_count' | 'memory_count';
type Counter = (tenantId: string, networkId: string) => Promise<number>;

/** The modules right of this one tell it how to count what they keep; nothing is stored twice, so nothing can drift. */
@Injectable()
export class NetworkCounts {
  private readonly counters = new Map<CountName, Counter>();

  /** Called once at start by whoever keeps what `name` counts. */
  register(name: CountName, counter: Counter): void {
    this.counters.set(name, counter);
  }

  async of(tenantId: string, networkId: string): Promise<Record<CountName, number>> {
    const count = async (name: CountName) => (await this.counters.get(name)?.(tenantId, networkId)) ?? 0;
    const [tasks, memories] = await Promise.all([count('task_count'), count('memory_count')]);
    return { task_count: tasks, memory_count: memories };
  }
}
