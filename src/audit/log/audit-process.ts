import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { meshKey, RedisClient } from '../../redis';

/** Seconds for which a process counts as alive after it last said so. */
const ALIVE_SECONDS = 20;
const RENEW_EVERY_MS = 5_000;

/** This process, as operations that were begun name who does them. */
@Injectable()
export class AuditProcess implements OnModuleInit, OnApplicationShutdown {
  readonly id: string = randomUUID();
  private timer?: NodeJS.Timeout;

  constructor(private readonly redis: RedisClient) {}

  async onModuleInit(): Promise<void> {
    await this.renew();
    this.timer = setInterval(() => void this.renew().catch(() => undefined), RENEW_EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Those of `ids` that are alive. */
  async alive(ids: readonly string[]): Promise<Set<string>> {
    const found = await this.redis.run((redis) => Promise.all(ids.map((id) => redis.exists(keyOf(id)))));
    return new Set(ids.filter((_id, i) => found[i] === 1));
  }

  private async renew(): Promise<void> {
    await this.redis.run((redis) => redis.set(keyOf(this.id), '1', 'EX', ALIVE_SECONDS));
  }
}

const keyOf = (id: string) => meshKey('audit', 'process', id);
