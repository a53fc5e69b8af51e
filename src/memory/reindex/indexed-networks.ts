import { Injectable } from '@nestjs/common';
import type { MemoryPlace } from '../index/memory-index.store';
import { SweepAgenda } from '../cleanup/sweep-agenda';
import { RedisClient, scanKeys } from '../../redis';

/** A network that there is any memory of, and the last page of it. */
export interface IndexedNetwork extends MemoryPlace {
  lastPage: number;
}

/** Networks narrowed to one, or to those of one tenant. */
export type NetworkChoice = Partial<MemoryPlace>;

const KEY = /^mesh:\{(.+):([^:}]+)\}:mem:(?:meta|(?:items|forward|columns|terms):(\d+))$/;

/** Finds every network that Redis holds memory of, whatever the indexes have lost. */
@Injectable()
export class IndexedNetworks {
  constructor(
    private readonly redis: RedisClient,
    private readonly agenda: SweepAgenda,
  ) {}

  /** Looks at every key of Redis; whoever is found is swept from now on. */
  async find({ tenantId, networkId }: NetworkChoice): Promise<IndexedNetwork[]> {
    const found = new Map<string, IndexedNetwork>();
    for await (const keys of scanKeys(this.redis, `mesh:{${tenantId ?? '*'}:${networkId ?? '*'}}:mem:*`)) {
      for (const key of keys) {
        const [, tenant, network, page = '0'] = KEY.exec(key) ?? [];
        if (tenant === undefined || network === undefined) continue;
        const name = `${tenant} ${network}`;
        const known = found.get(name) ?? { tenantId: tenant, networkId: network, lastPage: 0 };
        found.set(name, { ...known, lastPage: Math.max(known.lastPage, Number(page)) });
      }
    }
    const networks = [...found.values()];
    for (const network of networks) await this.agenda.note(network);
    return networks;
  }
}
