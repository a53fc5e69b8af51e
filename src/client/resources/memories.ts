import type { ContextController } from '../../memory/context/context.controller';
import type { PackContextDto } from '../../memory/context/dto/pack-context.dto';
import type { AddMemoryDto } from '../../memory/dto/add-memory.dto';
import type { ExportMemoriesQuery, ListMemoriesQuery, SearchMemoriesQuery } from '../../memory/dto/memory.query';
import type { UpdateMemoryDto } from '../../memory/dto/update-memory.dto';
import type { MemoryController } from '../../memory/memory.controller';
import type { MemoryTransferController } from '../../memory/transfer/memory-transfer.controller';
import { everyPage, type AnswerOf, type Page } from '../answer-of';
import { path, type CallOptions, type RawBody } from '../transport/call';
import { valuesOf } from '../transport/lines';
import type { Transport } from '../transport/transport';

/** Milliseconds that sending or fetching many may take. */
const TRANSFER_MS = 10 * 60_000;

/** Body of `memories.add`. */
export type AddMemory = AddMemoryDto;
/** A memory. */
export type Memory = AnswerOf<MemoryController['get']>;
/** A memory that a search found, with its score. */
export type FoundMemory = AnswerOf<MemoryController['search']>['data'][number];

/** `/networks/{network_id}/memories`. */
export class MemoriesApi {
  constructor(private readonly transport: Transport) {}

  add(networkId: string, memory: AddMemory, options?: CallOptions): Promise<AnswerOf<MemoryController['add']>> {
    return this.transport.json({ method: 'POST', path: path`/networks/${networkId}/memories`, body: memory, safety: 'create' }, options);
  }

  /** 1 to 500, all or none. */
  addAll(networkId: string, memories: readonly AddMemory[], options?: CallOptions): Promise<AnswerOf<MemoryController['addAll']>> {
    const call = { method: 'POST', path: path`/networks/${networkId}/memories/batch`, body: { memories }, safety: 'create' } as const;
    return this.transport.json(call, options);
  }

  get(networkId: string, memoryId: string, options?: CallOptions): Promise<Memory> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/memories/${memoryId}`, safety: 'repeat' }, options);
  }

  list(networkId: string, query: Partial<ListMemoriesQuery> = {}, options?: CallOptions): Promise<Page<Memory>> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/memories`, query, safety: 'repeat' }, options);
  }

  /** Every memory that the query asks for, page by page. */
  all(networkId: string, query: Partial<ExportMemoriesQuery> = {}, options?: CallOptions): AsyncGenerator<Memory> {
    return everyPage((cursor) => this.list(networkId, { ...query, limit: 200, ...(cursor !== undefined && { cursor }) }, options));
  }

  /** The best first; `explain` adds the signals behind each score. */
  search(
    networkId: string,
    query: Pick<SearchMemoriesQuery, 'query'> & Partial<SearchMemoriesQuery>,
    options?: CallOptions,
  ): Promise<Page<FoundMemory>> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}/memories/search`, query, safety: 'repeat' }, options);
  }

  /** What a model should be told of the memories, in so many tokens. */
  context(networkId: string, body: PackContextDto, options?: CallOptions): Promise<AnswerOf<ContextController['pack']>> {
    return this.transport.json({ method: 'POST', path: path`/networks/${networkId}/memories/context`, body, safety: 'repeat' }, options);
  }

  update(networkId: string, memoryId: string, change: UpdateMemoryDto, options?: CallOptions): Promise<Memory> {
    const call = { method: 'PATCH', path: path`/networks/${networkId}/memories/${memoryId}`, body: change, safety: 'repeat' } as const;
    return this.transport.json(call, options);
  }

  delete(networkId: string, memoryId: string, options?: CallOptions): Promise<void> {
    return this.transport.json({ method: 'DELETE', path: path`/networks/${networkId}/memories/${memoryId}`, safety: 'repeat' }, options);
  }

  /** Stores lines of JSON, a memory each; what is there already is not stored again. */
  import(networkId: string, lines: RawBody, options?: CallOptions): Promise<AnswerOf<MemoryTransferController['import']>> {
    const raw = { body: lines, mediaType: 'application/x-ndjson' };
    const call = {
      method: 'POST',
      path: path`/networks/${networkId}/memories/import`,
      raw,
      safety: 'repeat',
      timeoutMs: TRANSFER_MS,
    } as const;
    return this.transport.json(call, options);
  }

  /** Every memory in the order in which they were stored, as they arrive. */
  export(networkId: string, query: Partial<ExportMemoriesQuery> = {}, options?: CallOptions): AsyncGenerator<Memory> {
    return valuesOf(
      this.transport,
      { method: 'GET', path: path`/networks/${networkId}/memories/export`, query, safety: 'repeat' },
      options,
    );
  }
}
