import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MeshError, notFound } from '../../errors';
import { loadLua, networkKey, newestFirst, oldMembers, RedisClient, type Fate, type NetworkPlace, type Page } from '../../redis';
import { MAX_DATASETS } from '../dataset-bounds';
import { DatasetsConfig } from '../datasets.config';
import type { PackedBlock } from '../intake/table-writer';
import { RetentionPeriods, type Days } from '../../tenants';
import type { DatasetDocument, DatasetRecord } from './dataset-record';

const USAGE = loadLua(__dirname, 'dataset-usage.lua');
const STAGE = loadLua(__dirname, 'stage-block.lua');
const PUBLISH = loadLua(__dirname, 'publish-dataset.lua');
const KEEP_PROFILE = loadLua(__dirname, 'keep-profile.lua');
const REMOVE = loadLua(__dirname, 'remove-datasets.lua');

/** Milliseconds after which blocks go whose upload sent no further one: its sender may pause for half a minute, and be slow. */
const STAGED_MS = 600_000;
/** Columns of a block that one command writes or reads: neither side stands still for it. */
const COLUMNS_AT_ONCE = 200;
const DAY_MS = 86_400_000;

/** A table that is arriving; its blocks belong to nobody until it is published. */
export interface Staging {
  place: NetworkPlace;
  key: string;
}

/** The only code that touches datasets in Redis. See `living-datasets.lua` for the keys; beside each hash `…:blocks` holds block:column → cells. */
@Injectable()
export class DatasetStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly config: DatasetsConfig,
    private readonly periods: RetentionPeriods,
  ) {}

  /** Days that datasets of tenants are kept that have chosen nothing. */
  get defaultDays(): Days {
    return this.config.ttlDays;
  }

  /**
   * Begins a table. @throws MeshError 409 `datasets-full` when the network has as many as it may have; of one that `replaces` another, only its
   * end can tell. Resolves to how many bytes of blocks there is room for.
   */
  async begin(place: NetworkPlace, replaces: boolean): Promise<{ staging: Staging; roomBytes: number }> {
    const [count, bytes] = (await this.redis.evaluate(USAGE, [prefixOf(place)], [])) as [number, number];
    if (!replaces && count >= MAX_DATASETS) throw full(`a network has at most ${MAX_DATASETS} datasets; delete one`);
    const key = networkKey(place.tenantId, place.networkId, 'dataset-upload', randomBytes(16).toString('hex'));
    return { staging: { place, key }, roomBytes: this.config.maxBytesPerNetwork - bytes };
  }

  /** Keeps a block of a table that arrives. @throws MeshError 503 when Redis has lost what came before. */
  async stage({ key }: Staging, index: number, block: PackedBlock): Promise<void> {
    for (let from = 0; from < block.length; from += COLUMNS_AT_ONCE) {
      const pairs = block.slice(from, from + COLUMNS_AT_ONCE).flatMap(({ column, bytes }) => [column, bytes]);
      const isFirst = index === 0 && from === 0 ? 1 : 0;
      if ((await this.redis.evaluateBuffer(STAGE, [key], [STAGED_MS, isFirst, index, ...pairs])) !== 1) throw lost();
    }
  }

  /** Removes what has arrived of a table that will not be one. */
  async abandon({ key }: Staging): Promise<void> {
    await this.redis.run((redis) => redis.unlink(key));
  }

  /**
   * Makes a table visible; undefined when there is one of this id that it does not replace. @throws MeshError 409 `datasets-full` when the network has no room
   * for it, 503 when Redis has lost its blocks.
   */
  async publish(
    { place, key }: Staging,
    { datasetId, digest, replaces }: { datasetId: string; digest: string; replaces: boolean },
    document: DatasetDocument,
  ): Promise<DatasetRecord | undefined> {
    const { maxBytesPerNetwork } = this.config;
    const days = await this.periods.days(place.tenantId, 'datasets', this.defaultDays);
    const about = [datasetId, JSON.stringify(document), document.bytes, digest];
    const args = [...about, days * DAY_MS, MAX_DATASETS, maxBytesPerNetwork, replaces ? 1 : 0];
    const reply = await this.redis.evaluate(PUBLISH, [prefixOf(place), key], args);
    const [code, created, expires] = reply as [number, string, string];
    switch (code) {
      case 0:
        return undefined;
      case -1:
        throw full(`a network has at most ${MAX_DATASETS} datasets; delete one`);
      case -2:
        throw this.noRoom();
      case -3:
        throw lost();
      default:
        return { ...document, place, datasetId, createdAtMs: Number(created), expiresAtMs: Number(expires) };
    }
  }

  /** A 409: the blocks of a network's datasets have as many bytes as they may have. */
  noRoom(): MeshError {
    return full(`the datasets of a network have at most ${this.config.maxBytesPerNetwork} bytes, compressed; delete one`);
  }

  /** What is kept of a dataset beside its rows, and the digest of what was sent; undefined when it is not there. */
  async find(place: NetworkPlace, datasetId: string): Promise<(DatasetRecord & { digest: string }) | undefined> {
    const key = recordKey(place, datasetId);
    const [document, created, expires, digest] = await this.redis.run((redis) =>
      redis.hmget(key, 'document', 'created', 'expires', 'digest'),
    );
    if (!document) return undefined;
    const times = { createdAtMs: Number(created), expiresAtMs: Number(expires) };
    return { ...(JSON.parse(document) as DatasetDocument), place, datasetId, ...times, digest: digest ?? '' };
  }

  /** Newest first. */
  async list(place: NetworkPlace, page: { limit: number; cursor?: string | undefined }): Promise<Page<DatasetRecord>> {
    return newestFirst<DatasetRecord>(this.redis, `${prefixOf(place)}datasets`, page, (ids) =>
      Promise.all(ids.map((id) => this.find(place, id))),
    );
  }

  /** Columns of one block, null where the block holds none. @throws MeshError 404 when the dataset is gone. */
  async block({ place, datasetId }: DatasetRecord, index: number, columns: readonly number[]): Promise<(Buffer | null)[]> {
    const key = `${recordKey(place, datasetId)}:blocks`;
    const values: (Buffer | null)[] = [];
    for (let from = 0; from < columns.length; from += COLUMNS_AT_ONCE) {
      const fields = columns.slice(from, from + COLUMNS_AT_ONCE).map((column) => `${index}:${column}`);
      values.push(...(await this.redis.run((redis) => redis.hmgetBuffer(key, ...fields))));
    }
    if (values.includes(null) && !(await this.redis.run((redis) => redis.exists(key)))) throw notFound('dataset', datasetId);
    return values;
  }

  /** What `keepProfile` kept; undefined when nobody asked for it so far. */
  async profile({ place, datasetId }: DatasetRecord): Promise<string | undefined> {
    return (await this.redis.run((redis) => redis.hget(recordKey(place, datasetId), 'profile'))) ?? undefined;
  }

  async keepProfile({ place, datasetId }: DatasetRecord, profile: string): Promise<void> {
    await this.redis.evaluate(KEEP_PROFILE, [recordKey(place, datasetId)], [profile]);
  }

  /** Ids of datasets that came before `beforeMs`, in pages; see `oldMembers`. */
  createdBefore(place: NetworkPlace, beforeMs: number): AsyncGenerator<string[]> {
    return oldMembers(this.redis, `${prefixOf(place)}datasets`, beforeMs, (ids) =>
      Promise.all(
        ids.map(async (id): Promise<Fate> =>
          (await this.redis.run((redis) => redis.exists(recordKey(place, id)))) === 1 ? 'over' : 'gone',
        ),
      ),
    );
  }

  /** Removes datasets, or all that a network has; resolves to how many there were. */
  async remove(place: NetworkPlace, datasetIds: readonly string[] | 'all'): Promise<number> {
    if (datasetIds.length === 0) return 0;
    return (await this.redis.evaluate(REMOVE, [prefixOf(place)], datasetIds === 'all' ? [] : [...datasetIds])) as number;
  }
}

const prefixOf = ({ tenantId, networkId }: NetworkPlace) => networkKey(tenantId, networkId, '');
const recordKey = (place: NetworkPlace, datasetId: string) => `${prefixOf(place)}dataset:${datasetId}`;

const full = (message: string) => new MeshError('conflict', 'datasets-full', message);
const lost = () => new MeshError('unavailable', 'dataset-lost', 'what had arrived of the dataset is gone; send it again');
