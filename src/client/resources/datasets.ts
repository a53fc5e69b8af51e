import type { DatasetsController } from '../../datasets/datasets.controller';
import type { AnswerOf, Page, PageOptions } from '../answer-of';
import { path, type CallOptions, type RawBody } from '../transport/call';
import { valuesOf } from '../transport/lines';
import type { Transport } from '../transport/transport';

/** Milliseconds that an upload may take. */
const UPLOAD_MS = 10 * 60_000;
const MEDIA_TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;

/** A dataset as it was stored. */
export type Dataset = AnswerOf<DatasetsController['upload']>;
/** A dataset with the profile of each column. */
export type DatasetProfile = AnswerOf<DatasetsController['get']>;

/** What an upload is given beside its rows. */
export interface UploadOptions extends CallOptions {
  /** Default csv. */
  format?: keyof typeof MEDIA_TYPES;
  name?: string;
}

/** `/networks/{network_id}/datasets`. */
export class DatasetsApi {
  constructor(private readonly transport: Transport) {}

  /** Stores a table of at most 50 MiB, whole or not at all: CSV with a header, or a JSON object a line. */
  upload(networkId: string, rows: RawBody, { format = 'csv', name, ...options }: UploadOptions = {}): Promise<Dataset> {
    const call = {
      method: 'POST',
      path: path`/networks/${networkId}/datasets`,
      query: { name },
      raw: { body: rows, mediaType: MEDIA_TYPES[format] },
      safety: 'create',
      timeoutMs: UPLOAD_MS,
    } as const;
    return this.transport.json(call, options);
  }

  list(
    networkId: string,
    page: PageOptions = {},
    options?: CallOptions,
  ): Promise<Page<AnswerOf<DatasetsController['list']>['data'][number]>> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/datasets`, query: page, safety: 'repeat' }, options);
  }

  /** With what is in its columns, which is computed when it is first asked for. */
  get(networkId: string, datasetId: string, options?: CallOptions): Promise<DatasetProfile> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/datasets/${datasetId}`, safety: 'repeat' }, options);
  }

  /** All rows in their order, as they arrive. */
  rows(networkId: string, datasetId: string, options?: CallOptions): AsyncGenerator<Record<string, unknown>> {
    const call = {
      method: 'GET',
      path: path`/networks/${networkId}/datasets/${datasetId}/rows`,
      query: { format: 'ndjson' },
      safety: 'repeat',
    } as const;
    return valuesOf(this.transport, call, options);
  }

  delete(networkId: string, datasetId: string, options?: CallOptions): Promise<void> {
    return this.transport.json({ method: 'DELETE', path: path`/networks/${networkId}/datasets/${datasetId}`, safety: 'repeat' }, options);
  }
}
