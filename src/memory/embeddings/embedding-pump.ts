import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ServerConfig } from '../../config';
import { MeshError } from '../../errors';
import { LedLoop, NetworkPauses, RedisClient, type NetworkPlace } from '../../redis';
import { WorkingMemoryStore } from '../working-memory.store';
import { EmbeddedTexts } from './embedded-texts';
import { EmbeddingAgenda } from './embedding-agenda';
import { embeddedText } from './embedded-text';
import { VectorStore, type NewVector } from './vector.store';

/** Milliseconds between looks for networks that are due; what this process wrote itself is looked for at once. */
const EVERY_MS = 500;
/** Networks that are worked at together, and memories of each at a time: as many as one request carries. */
const NETWORKS_AT_ONCE = 4;
const MEMORIES_AT_ONCE = 96;
/** Milliseconds a network waits after a failure, doubled with each further one. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/**
 * Makes the vectors of what was written, behind the writers' backs: one process of all works down the networks that were noted. What fails
 * is tried again for as long as it takes; nothing ever waits for it.
 */
@Injectable()
export class EmbeddingPump implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(EmbeddingPump.name);
  private readonly loop: LedLoop;
  private readonly pauses = new NetworkPauses(FIRST_WAIT_MS, LONGEST_WAIT_MS);

  constructor(
    redis: RedisClient,
    private readonly server: ServerConfig,
    private readonly agenda: EmbeddingAgenda,
    private readonly vectors: VectorStore,
    private readonly memories: WorkingMemoryStore,
    private readonly texts: EmbeddedTexts,
  ) {
    this.loop = new LedLoop(redis, 'embeddings', EVERY_MS, (signal) => this.turn(signal));
  }

  onApplicationBootstrap(): void {
    if (!this.agenda.isOn || !this.server.hosts('memory')) return;
    this.agenda.listen(() => this.loop.hurry());
    this.loop.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  private async turn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const due = await this.agenda.due(NETWORKS_AT_ONCE);
      if (due.length === 0) return;
      await Promise.all(due.map((place) => this.serve(place, signal)));
    }
  }

  /** One lot of a network; it is due again at once, after a while where it failed, or never where nothing is left. */
  private async serve(place: NetworkPlace, signal: AbortSignal): Promise<void> {
    const untilMs = this.pauses.untilMs(place);
    if (untilMs > Date.now()) return this.agenda.postpone(place, untilMs);
    const numbers = await this.vectors.unembedded(place, MEMORIES_AT_ONCE);
    if (numbers.length === 0) {
      this.pauses.end(place);
      await this.agenda.remove(place, async () => (await this.vectors.unembedded(place, 1)).length > 0);
      return;
    }
    try {
      await this.embed(place, numbers, signal);
      this.pauses.end(place);
      await this.agenda.postpone(place, Date.now());
    } catch (error) {
      if (!signal.aborted) await this.agenda.postpone(place, Date.now() + this.waitMs(place, error));
    }
  }

  private async embed(place: NetworkPlace, numbers: readonly number[], signal: AbortSignal): Promise<void> {
    const found = await this.memories.versions(place, 'number', numbers);
    const said: { number: number; version: number; text: string }[] = [];
    const gone: number[] = [];
    for (const [index, number] of numbers.entries()) {
      const one = found[index];
      // Of what cannot be read no vector can be made either.
      if (one?.memory === undefined) gone.push(number);
      else said.push({ number, version: one.version, text: embeddedText(one.memory) });
    }
    await this.vectors.forget(place, gone);
    const vectors = await this.texts.embed(
      said.map(({ text }) => text),
      place,
      signal,
    );
    signal.throwIfAborted();
    const made = said.map(({ number, version }, index): NewVector => ({ number, version, vector: vectors[index] }));
    await this.vectors.put(place, made);
  }

  private waitMs(place: NetworkPlace, error: unknown): number {
    const { networkId } = place;
    const askedMs = (error instanceof MeshError ? (error.retryAfterSeconds ?? 0) : 0) * 1_000;
    const { failures, waitMs } = this.pauses.fail(place, askedMs);
    const code = error instanceof MeshError ? error.code : 'internal-error';
    this.logger.warn({ networkId, code, failures, waitMs }, 'memories were not embedded; they are found by their words until they are');
    if (!(error instanceof MeshError)) this.logger.error({ err: error }, 'embedding failed');
    return waitMs;
  }
}
