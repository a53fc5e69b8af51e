import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { RemoteCalls, type PublicOf } from '../../remote';
import type { Candidate } from '../chain/candidate';
import type { ModelDirectory, ModelStatsEntry } from '../model-directory';
import { MODEL_CALLS, type WireDirectory } from './model-calls';

/** Milliseconds between looks at what another process has; sooner while nobody has said. */
const LOOK_EVERY_MS = 5_000;
const LOOK_AGAIN_MS = 500;
const TIMEOUT_MS = 5_000;

/** The directory of a process that calls the models, as it was a few seconds ago; empty until one has said. */
@Injectable()
export class RemoteModelDirectory implements PublicOf<ModelDirectory>, OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private known: WireDirectory = { chain: [], all: [], stats: [] };
  private timer?: NodeJS.Timeout;

  constructor(private readonly calls: RemoteCalls) {}

  onApplicationBootstrap(): void {
    this.lookIn(0);
  }

  onApplicationShutdown(): void {
    this.stopping.abort();
    clearTimeout(this.timer);
  }

  chain(): Candidate[] {
    return this.known.chain;
  }

  all(): Candidate[] {
    return this.known.all;
  }

  stats(): ModelStatsEntry[] {
    return this.known.stats;
  }

  private lookIn(ms: number): void {
    if (!this.stopping.signal.aborted) this.timer = setTimeout(() => void this.look(), ms).unref();
  }

  private async look(): Promise<void> {
    const options = { timeoutMs: TIMEOUT_MS, signal: this.stopping.signal };
    const said = await this.calls.ask<WireDirectory>(MODEL_CALLS.directory, {}, options).catch(() => undefined);
    if (said !== undefined) this.known = said;
    this.lookIn(said === undefined ? LOOK_AGAIN_MS : LOOK_EVERY_MS);
  }
}
