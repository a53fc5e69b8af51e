import { invalidField } from '../../../errors';
import { hexOf } from './contrast';
import { pairVerdict, type PairVerdict } from './pair-verdict';

/** Pairs that one audit takes. */
const PAIRS = 200;

/** A verdict with the name that the caller gave the pair. */
export interface NamedPair extends PairVerdict {
  name: string;
}

/**
 * Judges `context.colors`: a list of pairs, each `{text, background, large?, name?}` or `[text, background]`, in CSS colours; undefined where there is none.
 * @throws MeshError invalid, naming the pair, where one is no pair of colours, or there are more than 200.
 */
export function judgedColorPairs(value: unknown): NamedPair[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.length === 0) throw invalidField('context.colors', 'must be a list of {text, background} pairs');
  if (value.length > PAIRS) throw invalidField('context.colors', `must hold at most ${PAIRS} pairs`);
  return value.map((pair: unknown, index) => judged(pair, `context.colors[${index}]`, `pair ${index + 1}`));
}

function judged(value: unknown, field: string, otherwise: string): NamedPair {
  const given = (Array.isArray(value) ? { text: value[0] as unknown, background: value[1] as unknown } : value) as Record<
    string,
    unknown
  > | null;
  if (given === null || typeof given !== 'object') throw invalidField(field, 'must be {text, background} or [text, background]');
  const { text, background, large, name } = given;
  return {
    name: typeof name === 'string' ? name.slice(0, 100) : otherwise,
    ...pairVerdict(colorIn(text, `${field}.text`), colorIn(background, `${field}.background`), large === true),
  };
}

function colorIn(value: unknown, field: string): string {
  const hex = typeof value === 'string' ? hexOf(value) : undefined;
  if (hex === undefined) throw invalidField(field, 'must be a CSS colour such as #1f4e79 or rebeccapurple');
  return hex;
}
