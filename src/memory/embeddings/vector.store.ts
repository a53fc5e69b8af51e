import { Injectable } from '@nestjs/common';
import { Embeddings } from '../../models';
import { loadLua, RedisClient, type NetworkPlace } from '../../redis';
import { prefixOf } from '../index/index-keys';
import { encodeVector, tagOf } from './vector-format';

const STORE = loadLua(__dirname, 'store-vectors.lua');
const NOTE = loadLua(__dirname, 'note-unembedded.lua');

/** Vectors written, and numbers noted, by one script: a millisecond or two during which Redis serves nobody else. */
const MAX_VECTORS_PER_SCRIPT = 48;
const MAX_NUMBERS_PER_SCRIPT = 250;
/** Vectors read by one command: 130 KB of 512 numbers each. */
const MAX_READ = 256;

/** A vector that was made of a memory's record in `version`; undefined where the model does not take what it says. */
export interface NewVector {
  number: number;
  version: number;
  vector: Float32Array | undefined;
}

/** The vectors of a network's memories in Redis, and which of them are still to be made; the index drops them with their memories. */
@Injectable()
export class VectorStore {
  constructor(
    private readonly redis: RedisClient,
    private readonly embeddings: Embeddings,
  ) {}

  /** What stands before each vector of the model that embeds now; undefined where embeddings are off. */
  get tag(): number | undefined {
    const { model } = this.embeddings;
    return model && tagOf(model);
  }

  /** The vectors at these numbers in a page, null where there is none. */
  async read(place: NetworkPlace, page: number, numbersInPage: readonly number[]): Promise<(Buffer | null)[]> {
    const key = `${prefixOf(place)}vectors:${page}`;
    const parts = Array.from({ length: Math.ceil(numbersInPage.length / MAX_READ) }, (_unused, at) =>
      numbersInPage.slice(at * MAX_READ, (at + 1) * MAX_READ).map(String),
    );
    return (await this.redis.run((redis) => Promise.all(parts.map((fields) => redis.hmgetBuffer(key, ...fields))))).flat();
  }

  /** Numbers of memories whose vectors are still to be made, at random; at most `limit`. */
  async unembedded(place: NetworkPlace, limit: number): Promise<number[]> {
    const numbers = await this.redis.run((redis) => redis.srandmember(`${prefixOf(place)}unembedded`, limit));
    return numbers.map(Number);
  }

  /** Notes that the vectors of these memories are to be made. */
  async note(place: NetworkPlace, numbers: readonly number[]): Promise<void> {
    for (let from = 0; from < numbers.length; from += MAX_NUMBERS_PER_SCRIPT) {
      await this.redis.evaluate(NOTE, [prefixOf(place)], numbers.slice(from, from + MAX_NUMBERS_PER_SCRIPT));
    }
  }

  /** No vectors will be made of these memories, which are gone. */
  async forget(place: NetworkPlace, numbers: readonly number[]): Promise<void> {
    if (numbers.length > 0) await this.redis.run((redis) => redis.srem(`${prefixOf(place)}unembedded`, ...numbers));
  }

  /** Keeps vectors of memories that have not changed since; the others stay unembedded. */
  async put(place: NetworkPlace, vectors: readonly NewVector[]): Promise<void> {
    const { tag } = this;
    if (tag === undefined) return;
    for (let from = 0; from < vectors.length; from += MAX_VECTORS_PER_SCRIPT) {
      const args = vectors
        .slice(from, from + MAX_VECTORS_PER_SCRIPT)
        .flatMap(({ number, version, vector }) => [number, version, encodeVector(tag, vector)]);
      await this.redis.evaluateBuffer(STORE, [prefixOf(place)], args);
    }
  }
}
