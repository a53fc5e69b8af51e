import { BUCKETS } from './features';
import trained from './weights.json';
import type { LinearModel } from './windows';

/** The weights that `scripts/safety/train-injection.mjs` made; see docs/injection-model.md. */
export const MODEL: LinearModel = {
  weights: Float32Array.from([...weightsOf(trained.words, trained.wordStep), ...weightsOf(trained.concepts, trained.conceptStep)]),
  bias: trained.bias,
};
if (MODEL.weights.length !== BUCKETS) throw new Error(`the injection model has ${MODEL.weights.length} weights, not ${BUCKETS}`);

/** What a logit means: 0–1, .5 at the threshold, .9 where one of a thousand ordinary texts is. */
export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-(logit - trained.threshold) * trained.slope));
}

/** One byte each. */
function weightsOf(base64: string, step: number): number[] {
  return Array.from(new Int8Array(Buffer.from(base64, 'base64')), (weight) => weight * step);
}
