import { loadLua, tenantKey, type RedisClient } from '../../redis';
import type { GenerateAnswer } from '../generate';
import type { Decision } from '../selection/decision';
import type { Reading } from './similar/reading';

const lookUpOrClaim = loadLua(__dirname, 'look-up-or-claim.lua');
const changeFlight = loadLua(__dirname, 'change-flight.lua');
const keepAnswer = loadLua(__dirname, 'keep-answer.lua');
const removeAnswers = loadLua(__dirname, 'remove-answers.lua');
const findCandidates = loadLua(__dirname, 'find-candidates.lua');

/** Answers a tenant may have; the oldest go first. At 2 kB each that is 20 MB. */
const MAX_ANSWERS = 10_000;
/** Answers removed by one script: some 2 ms. */
const REMOVED_AT_ONCE = 500;
/** Similar requests that are compared; the newest. */
const MAX_CANDIDATES = 200;
/** Milliseconds after which others take a silent holder of a flight for dead: the longest that a crash holds them up. */
const LEASE_MS = 3_000;
/** Milliseconds between renewals of a lease. */
export const RENEW_MS = LEASE_MS / 3;
/** Milliseconds the word that an answer was not kept stays; those who wait look at least every 200 ms. */
const ALONE_MS = 1_000;

/** An answer as it is stored. */
export type StoredAnswer = Pick<GenerateAnswer, 'text' | 'json' | 'toolCalls' | 'finishReason' | 'provider' | 'model'> & {
  decision: Decision;
};

/** What a look found: an answer and its age, the right to ask, somebody who asks, or that nobody will keep what they get. */
export type Look =
  | { state: 'hit'; answer: StoredAnswer; ageMs: number }
  | { state: 'claimed' }
  | { state: 'busy' }
  | { state: 'alone' }
  | { state: 'nothing' };

/** What the last message of a similar request says, and where its answer is. */
export interface StoredCandidate {
  key: string;
  reading: Reading;
}

/** Marks an answer that similar requests may get, too. */
export interface SimilarPlace {
  /** SHA-256 (hex) of all that such requests have in common. */
  bucket: string;
  /** What the last message says. */
  reading: Reading;
}

/** The only code that touches the keys of the answer cache. Rejects with `redis-unavailable` while Redis is away. */
export class AnswerStore {
  constructor(private readonly redis: RedisClient) {}

  /** Looks for the answer to `digest`; where there is none, a `token` that is not empty claims the flight for its lease. */
  async look(tenantId: string, digest: string, token: string): Promise<Look> {
    const keys = [answerKey(tenantId, digest), flightKey(tenantId, digest)];
    const [state, text, ageMs] = (await this.redis.evaluate(lookUpOrClaim, keys, [token, LEASE_MS])) as [Look['state'], string, number];
    return state === 'hit' ? { state, answer: JSON.parse(text) as StoredAnswer, ageMs } : { state };
  }

  /** Stores an answer for `ttlMs` and ends the flight of `token`. Similar requests find it at `place`. */
  async keep(tenantId: string, digest: string, answer: string, ttlMs: number, token: string, place?: SimilarPlace): Promise<void> {
    const keys = [answerKey(tenantId, digest), flightKey(tenantId, digest), tenantKey(tenantId, 'answers')];
    if (place !== undefined) keys.push(bucketKey(tenantId, place.bucket));
    const reading = place === undefined ? '' : JSON.stringify(place.reading);
    await this.redis.evaluate(keepAnswer, keys, [answer, ttlMs, token, MAX_ANSWERS, reading, MAX_CANDIDATES]);
  }

  /** Renews the lease of `token`. */
  async renew(tenantId: string, digest: string, token: string): Promise<void> {
    await this.redis.evaluate(changeFlight, [flightKey(tenantId, digest)], [token, token, LEASE_MS]);
  }

  /** Gives the flight of `token` up; whoever waits may claim it. */
  async release(tenantId: string, digest: string, token: string): Promise<void> {
    await this.redis.evaluate(changeFlight, [flightKey(tenantId, digest)], [token, '', 0]);
  }

  /** Ends the flight of `token` with an answer that is not kept; whoever waits asks at once, not one after the other. */
  async releaseUnkept(tenantId: string, digest: string, token: string): Promise<void> {
    await this.redis.evaluate(changeFlight, [flightKey(tenantId, digest)], [token, 'alone', ALONE_MS]);
  }

  /** What the newest requests of `bucket` said, newest first. */
  async candidates(tenantId: string, bucket: string): Promise<StoredCandidate[]> {
    const flat = (await this.redis.evaluate(findCandidates, [bucketKey(tenantId, bucket)], [MAX_CANDIDATES])) as string[];
    return Array.from({ length: flat.length / 2 }, (_unused, i) => ({
      key: flat[2 * i] as string,
      reading: JSON.parse(flat[2 * i + 1] as string) as Reading,
    }));
  }

  /** Removes some answers of a tenant that were kept before `beforeMs`, the oldest first; resolves to how many: 0 once none is left. */
  async removeBefore(tenantId: string, beforeMs: number): Promise<number> {
    return (await this.redis.evaluate(removeAnswers, [tenantKey(tenantId, 'answers')], [beforeMs, REMOVED_AT_ONCE])) as number;
  }

  /** How many those are. */
  async countBefore(tenantId: string, beforeMs: number): Promise<number> {
    return this.redis.run((redis) => redis.zcount(tenantKey(tenantId, 'answers'), '-inf', beforeMs));
  }

  /** The answer of a candidate, unless it has just gone. */
  async answerOf({ key }: StoredCandidate): Promise<{ answer: StoredAnswer; ageMs: number } | undefined> {
    const [text, at] = await this.redis.run((redis) => redis.hmget(key, 'answer', 'at'));
    return text && at ? { answer: JSON.parse(text) as StoredAnswer, ageMs: Date.now() - Number(at) } : undefined;
  }
}

function answerKey(tenantId: string, digest: string): string {
  return tenantKey(tenantId, 'answer', digest);
}

function flightKey(tenantId: string, digest: string): string {
  return tenantKey(tenantId, 'answer-flight', digest);
}

function bucketKey(tenantId: string, bucket: string): string {
  return tenantKey(tenantId, 'answer-bucket', bucket);
}
