import { Injectable } from '@nestjs/common';
import { SessionsService } from '../../memory';
import type { NetworkPlace } from '../../redis';
import { DATA_TYPES, type Days } from '../../tenants';
import type { RetentionPolicy, SweepRun } from './retention-policy';

const DAY_MS = 86_400_000;

/** How long a session may go unused. Each ends by itself; a shorter choice holds for those that are there, too. */
@Injectable()
export class SessionsPolicy implements RetentionPolicy {
  readonly type = 'sessions';
  readonly defaultDays = DATA_TYPES.sessions.defaultDays;
  readonly endsByItself = true;

  constructor(private readonly sessions: SessionsService) {}

  async sweepNetwork(place: NetworkPlace, days: Days, run: SweepRun): Promise<void> {
    await run.pace(1);
    const ended = await this.sessions.limit(place, days * DAY_MS, run.isDryRun, run.signal);
    run.removed(ended);
    await run.pace(ended);
  }
}
