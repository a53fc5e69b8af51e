import { Injectable } from '@nestjs/common';
import { nameOf, type Candidate } from '../chain/candidate';
import type { ModelAttempt } from '../generate';

/** What was seen of one model lately; rates from 0 to 1, null before there is anything to go by. */
export interface Observed {
  /** Attempts that tell something, decayed: older ones count less. */
  observations: number;
  /** Share of attempts that were answered at all. */
  successRate: number | null;
  /** Share of answers that were valid at once. */
  validRate: number | null;
  latencyMs: number | null;
  firstTokenMs: number | null;
}

/** After this many milliseconds an observation counts half: models fail and recover within minutes. */
export const HALF_LIFE_MS = 10 * 60_000;

const MODELS_MAX = 1_000;

/** Outcomes that are the caller's doing, or ours, and tell nothing about the model. */
const TELLS_NOTHING: ReadonlySet<string> = new Set([
  'provider-cancelled',
  'generate-cancelled',
  'provider-not-configured',
  'provider-request-rejected',
  'provider-request-too-large',
  'provider-content-filtered',
]);

interface Sums {
  atMs: number;
  attempts: number;
  answers: number;
  valid: number;
  latencyMs: number;
  firstTokens: number;
  firstTokenMs: number;
}

/** How every model did lately, in this process: exponentially decayed means, for at most 1,000 models. */
@Injectable()
export class Observations {
  private readonly sums = new Map<string, Sums>();

  /** Counts one attempt; `nowMs` is for tests. */
  record(attempt: ModelAttempt, nowMs: number = Date.now()): void {
    if (TELLS_NOTHING.has(attempt.outcome)) return;
    const name = nameOf(attempt);
    const sums = decayed(this.sums.get(name), nowMs);
    sums.attempts += 1;
    if (attempt.outcome === 'answered' || attempt.outcome === 'invalid-output') {
      sums.answers += 1;
      if (attempt.outcome === 'answered') sums.valid += 1;
      sums.latencyMs += attempt.latencyMs;
      if (attempt.firstTokenMs !== undefined) {
        sums.firstTokens += 1;
        sums.firstTokenMs += attempt.firstTokenMs;
      }
    }
    // Set anew, the order of the map is that of the last use.
    this.sums.delete(name);
    this.sums.set(name, sums);
    if (this.sums.size <= MODELS_MAX) return;
    const [oldest] = this.sums.keys();
    if (oldest !== undefined) this.sums.delete(oldest);
  }

  /** What is known of `candidate`; `nowMs` is for tests. */
  of(candidate: Candidate, nowMs: number = Date.now()): Observed {
    const { attempts, answers, valid, latencyMs, firstTokens, firstTokenMs } = decayed(this.sums.get(nameOf(candidate)), nowMs);
    return {
      observations: attempts,
      successRate: mean(answers, attempts),
      validRate: mean(valid, answers),
      latencyMs: mean(latencyMs, answers),
      firstTokenMs: mean(firstTokenMs, firstTokens),
    };
  }
}

function decayed(sums: Sums | undefined, nowMs: number): Sums {
  if (sums === undefined) return { atMs: nowMs, attempts: 0, answers: 0, valid: 0, latencyMs: 0, firstTokens: 0, firstTokenMs: 0 };
  const factor = 2 ** (-Math.max(0, nowMs - sums.atMs) / HALF_LIFE_MS);
  return {
    atMs: nowMs,
    attempts: sums.attempts * factor,
    answers: sums.answers * factor,
    valid: sums.valid * factor,
    latencyMs: sums.latencyMs * factor,
    firstTokens: sums.firstTokens * factor,
    firstTokenMs: sums.firstTokenMs * factor,
  };
}

function mean(sum: number, count: number): number | null {
  return count > 0 ? sum / count : null;
}
