import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { invalidField, MeshError, notFound } from '../errors';
import { newIdIn, type NetworkPlace, type Page } from '../redis';
import type { Cell, Dataset, DatasetColumn } from './dataset';
import { MAX_NAME_LENGTH } from './dataset-bounds';
import { bodyText } from './intake/body-text';
import { readCsv } from './intake/csv-rows';
import { readJsonLines } from './intake/json-rows';
import { TableWriter } from './intake/table-writer';
import { StoredDataset } from './reading/stored-dataset';
import type { DatasetRecord } from './store/dataset-record';
import { DatasetStore } from './store/dataset.store';

/** What an id may look like: it becomes part of a key. */
const ID = /^dataset_\w{1,100}$/;
/** Records read at a time. */
const DATASETS_AT_ONCE = 20;

/** A file that is arriving. */
export interface DatasetUpload {
  name: string;
  format: 'csv' | 'ndjson';
  body: Readable;
  /** The user who sends it. */
  createdBy: string;
  /** What the id is made from when the same upload may come twice. */
  seed?: string | undefined;
}

/** Where a table is to be stored, and as what. */
interface Target {
  place: NetworkPlace;
  datasetId: string;
  name: string;
  replaces: boolean;
  createdBy: string | undefined;
}

/** The tables of networks: uploaded ones, and those that agents made. */
@Injectable()
export class Datasets {
  constructor(private readonly store: DatasetStore) {}

  /** @throws MeshError not-found `dataset-not-found`. */
  async open(place: NetworkPlace, datasetId: string): Promise<Dataset> {
    return this.reading(await this.get(place, datasetId));
  }

  /** The rows of a dataset that was found. */
  reading(record: DatasetRecord): Dataset {
    return new StoredDataset(this.store, record);
  }

  /**
   * Stores rows that an agent made, as they come; types are inferred as for an upload of JSON lines. Rows of the same `seed` take the place
   * of those that came before: a step that is done again leaves one table behind, not two. `createdBy` is the user for whom the agent works.
   * @throws MeshError invalid when there are none, or they are too many or too large; conflict `datasets-full` when there is no room.
   */
  async create(
    place: NetworkPlace,
    name: string,
    rows: AsyncIterable<Readonly<Record<string, Cell>>> | Iterable<Readonly<Record<string, Cell>>>,
    seed?: string,
    createdBy?: string,
  ): Promise<{ datasetId: string; rows: number; columns: readonly DatasetColumn[] }> {
    const datasetId = newIdIn('dataset', place.networkId, seed);
    const target = { place, datasetId, name: nameOf(name), replaces: seed !== undefined, createdBy };
    const record = await this.written(target, async (table) => {
      let line = 0;
      for await (const row of rows) {
        line += 1;
        table.takeRecord(row, line);
        if (table.isDue) await table.settle();
      }
      return '';
    });
    if (record === undefined) throw new MeshError('internal', 'dataset-id-taken', 'a new dataset has the id of another');
    return { datasetId, rows: record.rows, columns: record.columns.map(({ name: column, type }) => ({ name: column, type })) };
  }

  /**
   * Stores a file as it arrives, whole or not at all; `isNew` is false when the same file with the same seed was stored before.
   * @throws MeshError 422 naming lines and columns, 413 naming the limit, 409 `datasets-full`, 422 `idempotency-key-reused`.
   */
  async upload(
    place: NetworkPlace,
    { name, format, body, createdBy, seed }: DatasetUpload,
  ): Promise<{ record: DatasetRecord; isNew: boolean }> {
    const datasetId = newIdIn('dataset', place.networkId, seed);
    const hash = createHash('sha256');
    let digest = '';
    const read = format === 'csv' ? readCsv : readJsonLines;
    const written = this.written({ place, datasetId, name: nameOf(name), replaces: false, createdBy }, async (table) => {
      await read(bodyText(body, hash), table);
      digest = hash.digest('hex');
      return digest;
    });
    // What nobody reads of a body that is refused would stand in the way of the connection's next request.
    const stored = await written.finally(() => body.resume());
    if (stored !== undefined) return { record: stored, isNew: true };
    const earlier = await this.store.find(place, datasetId);
    if (earlier === undefined) throw new MeshError('unavailable', 'dataset-lost', 'the dataset expired just now; send it again');
    if (earlier.digest === digest) return { record: earlier, isNew: false };
    const message = 'was used with another body';
    throw new MeshError('invalid', 'idempotency-key-reused', `this Idempotency-Key ${message}`, {
      errors: [{ field: 'Idempotency-Key', message }],
    });
  }

  /** What is kept of a dataset beside its rows. @throws MeshError 404. */
  async get(place: NetworkPlace, datasetId: string): Promise<DatasetRecord> {
    const record = ID.test(datasetId) ? await this.store.find(place, datasetId) : undefined;
    if (record === undefined) throw notFound('dataset', datasetId);
    return record;
  }

  /** Newest first. */
  async list(place: NetworkPlace, page: { limit: number; cursor?: string | undefined }): Promise<Page<DatasetRecord>> {
    return this.store.list(place, page);
  }

  /** The datasets that a person uploaded, or that agents made for its tasks, the newest first. */
  async *ofPerson(place: NetworkPlace, userId: string): AsyncGenerator<DatasetRecord> {
    for (let cursor: string | undefined; ;) {
      const page = await this.store.list(place, { limit: DATASETS_AT_ONCE, cursor });
      yield* page.data.filter(({ createdBy }) => createdBy === userId);
      if (page.next_cursor === null) return;
      cursor = page.next_cursor;
    }
  }

  /** Removes a dataset. @throws MeshError 404. */
  async remove(place: NetworkPlace, datasetId: string): Promise<void> {
    if (!ID.test(datasetId) || (await this.store.remove(place, [datasetId])) === 0) throw notFound('dataset', datasetId);
  }

  /** Removes all datasets of a network; resolves to how many there were. What is still arriving is not among them. */
  async forget(place: NetworkPlace): Promise<number> {
    return this.store.remove(place, 'all');
  }

  /** Stores what `fill` writes; it resolves to the digest of what it wrote. Undefined when there is a dataset of this id that it does not replace. */
  private async written(
    { place, datasetId, name, replaces, createdBy }: Target,
    fill: (table: TableWriter) => Promise<string>,
  ): Promise<DatasetRecord | undefined> {
    const { staging, roomBytes } = await this.store.begin(place, replaces);
    let bytes = 0;
    const table = new TableWriter(async (index, block) => {
      for (const { bytes: packed } of block) bytes += packed.length;
      if (bytes > roomBytes) throw this.store.noRoom();
      await this.store.stage(staging, index, block);
    });
    try {
      const digest = await fill(table);
      const document = { ...(await table.finish(name)), ...(createdBy !== undefined && { createdBy }) };
      return await this.store.publish(staging, { datasetId, replaces, digest }, document);
    } catch (error) {
      await this.store.abandon(staging).catch(() => undefined); // else it goes by itself
      throw error;
    }
  }
}

function nameOf(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > MAX_NAME_LENGTH) throw invalidField('name', `must have 1 to ${MAX_NAME_LENGTH} characters`);
  return trimmed;
}
