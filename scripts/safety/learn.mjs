// Logistic regression over the windows of texts, by stochastic gradient descent with AdaGrad; deterministic for a seed.
import { randomOf } from './data/grammar.mjs';

const EPOCHS = 12;
const RATE = 0.5;
const L2 = 2e-6;
/** Epochs after which only the windows of an attack that look most like one are taken for it: a long one is mostly story. */
const ALL_WINDOWS_UNTIL = 2;
const BEST_WINDOWS = 2;

/** The features of each window of a text, as the service sees them: bucket → count over the square root of all counts. */
export function windowsIn(text, { tokensOf, featuresOf, blocksOf, windowsOf, FEW_FEATURES }) {
  const tokens = tokensOf(text);
  const blocks = blocksOf(tokens, text).map((block) => [...featuresOf(tokens, block)]);
  return windowsOf(blocksOf(tokens, text)).map(({ from, to }) => {
    const counts = new Map();
    let total = 0;
    for (const features of blocks.slice(from, to)) {
      for (const bucket of features) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
      total += features.length;
    }
    const root = Math.sqrt(total + FEW_FEATURES);
    return { buckets: Int32Array.from(counts.keys()), values: Float32Array.from(counts.values(), (count) => count / root) };
  });
}

/** Weights for examples of {windows, label, weight}. */
export function learn(examples, buckets, seed) {
  const weights = new Float32Array(buckets);
  const squares = new Float32Array(buckets).fill(1e-8);
  let bias = 0;
  let biasSquares = 1e-8;
  const random = randomOf(seed);
  const order = examples.map((_example, index) => index);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = Math.floor(random() * (at + 1));
      [order[at], order[other]] = [order[other], order[at]];
    }
    for (const index of order) {
      const { windows, label, weight } = examples[index];
      const own = label === 1 && epoch >= ALL_WINDOWS_UNTIL ? best(windows, { weights, bias }) : windows;
      const share = weight / Math.sqrt(own.length);
      for (const { buckets: names, values } of own) {
        const gradient = (sigmoid(logitOf({ buckets: names, values }, { weights, bias })) - label) * share;
        for (let at = 0; at < names.length; at += 1) {
          const bucket = names[at];
          const step = gradient * values[at] + L2 * weights[bucket];
          squares[bucket] += step * step;
          weights[bucket] -= (RATE * step) / Math.sqrt(squares[bucket]) / 4;
        }
        biasSquares += gradient * gradient;
        bias -= (RATE * gradient) / Math.sqrt(biasSquares) / 4;
      }
    }
  }
  return { weights, bias };
}

/** The highest of all windows of a text. */
export function scoreOf(windows, model) {
  return windows.reduce((most, window) => Math.max(most, logitOf(window, model)), -Infinity);
}

function best(windows, model) {
  if (windows.length <= BEST_WINDOWS) return windows;
  return windows
    .map((window) => ({ window, logit: logitOf(window, model) }))
    .sort((a, b) => b.logit - a.logit)
    .slice(0, BEST_WINDOWS)
    .map(({ window }) => window);
}

function logitOf({ buckets, values }, { weights, bias }) {
  let sum = bias;
  for (let at = 0; at < buckets.length; at += 1) sum += weights[buckets[at]] * values[at];
  return sum;
}

const sigmoid = (value) => 1 / (1 + Math.exp(-value));
