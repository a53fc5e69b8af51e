// Logistic regression over the windows of texts, by stochastic gradient descent with AdaGrad; deterministic for a seed.
import { randomOf } from './data/grammar.mjs';

const EPOCHS = 10;
const RATE = 0.125;
const L2 = 2e-6;
/** Epochs after which only the windows of an attack that look most like one are taken for it: a long one is mostly story. */
const ALL_WINDOWS_UNTIL = 2;
const BEST_WINDOWS = 2;
/** The share of features of words that are left out at each look: the model must not lean on single words, but on what stands together. */
const LEFT_OUT = 0.4;
/** The share of looks at which all of them are: what is learnt of concepts must hold in languages of which there are few rows. */
const ALL_LEFT_OUT = 0.2;

/** The features of each window of a text, as the service sees them: bucket → count over the square root of all counts of its kind. */
export function windowsIn(text, { tokensOf, featuresOf, blocksOf, windowsOf, WORD_BUCKETS, FEW_WORD_FEATURES, FEW_CONCEPT_FEATURES }) {
  const tokens = tokensOf(text);
  const stretches = blocksOf(tokens, text);
  const blocks = stretches.map((block) => [...featuresOf(tokens, block)]);
  return windowsOf(stretches).map(({ from, to }) => {
    const counts = new Map();
    let [words, concepts] = [0, 0];
    for (const features of blocks.slice(from, to)) {
      for (const bucket of features) {
        counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
        if (bucket < WORD_BUCKETS) words += 1;
        else concepts += 1;
      }
    }
    const [wordRoot, conceptRoot] = [Math.sqrt(words + FEW_WORD_FEATURES), Math.sqrt(concepts + FEW_CONCEPT_FEATURES)];
    // Words first: they are the ones that may be left out.
    const buckets = Int32Array.from([...counts.keys()].sort((a, b) => a - b));
    return {
      buckets,
      values: Float32Array.from(buckets, (bucket) => counts.get(bucket) / (bucket < WORD_BUCKETS ? wordRoot : conceptRoot)),
      words:
        buckets.findIndex((bucket) => bucket >= WORD_BUCKETS) === -1
          ? buckets.length
          : buckets.findIndex((bucket) => bucket >= WORD_BUCKETS),
    };
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
      for (const window of own) {
        const kept = someOf(window, random);
        const gradient = (sigmoid(logitOf(kept, { weights, bias })) - label) * share;
        for (let at = 0; at < kept.buckets.length; at += 1) {
          const bucket = kept.buckets[at];
          const step = gradient * kept.values[at] + L2 * weights[bucket];
          squares[bucket] += step * step;
          weights[bucket] -= (RATE * step) / Math.sqrt(squares[bucket]);
        }
        biasSquares += gradient * gradient;
        bias -= (RATE * gradient) / Math.sqrt(biasSquares);
      }
    }
  }
  return { weights, bias };
}

/** The highest of all windows of a text. */
export function scoreOf(windows, model) {
  return windows.reduce((most, window) => Math.max(most, logitOf(window, model)), -Infinity);
}

/** A window without a random part of its words, those that are left a little louder for it. */
function someOf({ buckets, values, words }, random) {
  const kept = [[], []];
  const isWordless = random() < ALL_LEFT_OUT && words < buckets.length;
  const louder = 1 / (1 - LEFT_OUT);
  for (let at = 0; at < buckets.length; at += 1) {
    if (at < words && (isWordless || random() < LEFT_OUT)) continue;
    kept[0].push(buckets[at]);
    kept[1].push(at < words ? values[at] * louder : values[at]);
  }
  return { buckets: kept[0], values: kept[1] };
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
