import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LedLoop, RedisClient } from '../../redis';
import { AuditSecrets } from '../audit-secrets';
import { tenantsWithLog } from '../log/tenants-with-log';
import { Subjects } from './subjects';

const TURN_EVERY_MS = 600_000;

/** While the pepper is being rotated, wraps the keys of all people anew: one process does, again and again, for new ones made by replicas that have the old pepper still. */
@Injectable()
export class SubjectRotation implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(SubjectRotation.name);
  private readonly loop: LedLoop;

  constructor(
    private readonly redis: RedisClient,
    private readonly secrets: AuditSecrets,
    private readonly subjects: Subjects,
  ) {
    this.loop = new LedLoop(redis, 'audit-rotation', TURN_EVERY_MS, (signal) => this.turn(signal));
  }

  onApplicationBootstrap(): void {
    if (this.secrets.masterKeys.length > 1) this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async turn(signal: AbortSignal): Promise<void> {
    let count = 0;
    for await (const tenantId of tenantsWithLog(this.redis)) {
      if (signal.aborted) return;
      count += await this.subjects.rewrap(tenantId);
    }
    if (count > 0) this.logger.log({ keys: count }, 'keys of people in the audit log are wrapped with the current pepper');
  }
}
