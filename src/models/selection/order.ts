import type { BreakerState } from '../chain/breakers';
import type { Observed } from './observations';
import type { Considered } from './candidate-pool';

/** What is known of a model beside its traits. */
export interface Evidence {
  breaker: BreakerState;
  observed: Observed;
}

/** A model with its rank; `score` is 1 / (1 + places from the front), so 1 is first and 0.5 a place behind. */
export interface Ranked {
  model: Considered;
  score: number;
  /** What moved it, in words; empty when nothing did. */
  moved: string;
}

/** Fewer decayed observations than this are no evidence: with 20, a rate is known to about ± 0.2 (95 %, at 0.7). */
const EVIDENCE_MIN = 20;

/** Places that a model loses which never gives a valid answer; one that fails more than a quarter of the time loses one. */
const QUALITY_PLACES = 4;

/** Times slower than the fastest at which places are lost: half of one for each doubling, three at most. */
const SLOW_FACTOR = 2;
const SLOW_DOUBLINGS_MAX = 3;
const PLACES_PER_DOUBLING = 0.5;

/** Places that an open breaker costs: behind everyone else. */
const OPEN_PLACES = 1_000;

/**
 * Orders `models`: the given order counts, and evidence moves a model back. Whose breaker is open goes last; unreliable answers and
 * great slowness cost places. The sandbox never moves: no failure of others may put its words before a real answer. `placesTaken` models
 * stand before these.
 */
export function rank(models: readonly Considered[], evidenceOf: (model: Considered) => Evidence, placesTaken = 0): Ranked[] {
  const evidence = models.map(evidenceOf);
  const latencies = evidence.filter(({ observed }) => isEvidence(observed)).map(({ observed }) => observed.latencyMs ?? Infinity);
  const fastestMs = Math.min(...latencies);
  const placed = models.map((model, index) => {
    const { places, moved } = placesLost(evidence[index] as Evidence, fastestMs);
    return { model, moved, places: index + places };
  });
  const sandboxAt = placed.findIndex(({ model }) => model.provider === 'sandbox');
  const sandbox = placed[sandboxAt];
  const others = placed.filter((entry) => entry !== sandbox).sort((a, b) => a.places - b.places);
  if (sandbox !== undefined) others.splice(sandboxAt, 0, { ...sandbox, moved: '', places: sandboxAt });
  let score = 1;
  return others.map(({ model, moved, places }) => {
    score = Math.min(score, Math.round(1_000 / (1 + placesTaken + places)) / 1_000);
    return { model, moved, score };
  });
}

function placesLost({ breaker, observed }: Evidence, fastestMs: number): { places: number; moved: string } {
  if (breaker === 'open') return { places: OPEN_PLACES, moved: 'its breaker is open' };
  if (!isEvidence(observed)) return { places: 0, moved: '' };
  const quality = (observed.successRate ?? 1) * (observed.validRate ?? 1);
  const doublings = Math.log2((observed.latencyMs ?? fastestMs) / (SLOW_FACTOR * fastestMs));
  const slow = Number.isFinite(doublings) ? Math.min(SLOW_DOUBLINGS_MAX, Math.max(0, doublings)) * PLACES_PER_DOUBLING : 0;
  const unreliable = QUALITY_PLACES * (1 - quality);
  const parts = [
    ...(quality < 0.95 ? [`${Math.round(quality * 100)} % of its answers were valid lately`] : []),
    ...(slow > 0 ? [`it took ${Math.round(observed.latencyMs ?? 0)} ms lately, the fastest ${Math.round(fastestMs)} ms`] : []),
  ];
  return { places: unreliable + slow, moved: parts.join(', ') };
}

function isEvidence({ observations }: Observed): boolean {
  return observations >= EVIDENCE_MIN;
}
