import { BUCKETS } from './features';
import trained from './weights.json';
import type { LinearModel } from './windows';

/** The weights that `scripts/safety/train-injection.mjs` made; see docs/injection-model.md. */
export const MODEL: LinearModel = { weights: weightsOf(trained.weights, trained.step), bias: trained.bias };

/** What a logit means: 0–1, .5 at the threshold, .9 where one of a thousand ordinary texts is. */
export function probabilityOf(logit: number): number {
  return 1 / (1 + Math.exp(-(logit - trained.threshold) * trained.slope));
}

function weightsOf(base64: string, step: number): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== BUCKETS) throw new Error(`the weights of the injection model are for ${bytes.length} buckets, not ${BUCKETS}`);
  return Float32Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length), (weight) => weight * step);
}
