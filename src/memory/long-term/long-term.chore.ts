import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sweeps } from '../cleanup/sweeps';
import type { MemoryPlace } from '../index/memory-index.store';
import { MemoryConfig } from '../memory.config';
import { LongTerm } from './long-term';
import { LongTermPolicy } from './long-term.policy';
import { OwedStore } from './owed.store';

/**
 * What the sweeper does for the long-term memory of each network: what the database is owed is brought up again, and once a day the policy
 * holds. Where there is no long-term memory any more, what was to be forgotten is let be. A network that is gone from Redis loses nothing here: only who erases it deletes its rows.
 */
@Injectable()
export class LongTermChore implements OnModuleInit {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly longTerm: LongTerm,
    private readonly policy: LongTermPolicy,
    private readonly owed: OwedStore,
    private readonly config: MemoryConfig,
  ) {}

  onModuleInit(): void {
    this.sweeps.register('forgotten', (place, signal) => this.sweep(place, signal));
  }

  private async sweep(place: MemoryPlace, signal: AbortSignal): Promise<number> {
    if (this.config.longTerm === 'off') {
      await this.owed.forgetsNothing(place);
      return 0;
    }
    await this.longTerm.noteIfOwing(place);
    return (await this.owed.isPolicyDue(place)) ? this.policy.enforce(place, signal) : 0;
  }
}
