import type { TermCollector } from './term-collector';
import { MAX_TERM_LENGTH } from './vocabulary';

/** Parts of a compound beyond which it is a list: then only its parts are words. */
const MAX_PARTS = 8;
const NUMBER = /^[\d.,:/-]+$/;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const DECIMAL = /^\d+\.\d+$/;
const ISO_DATE = /^\d{4}-\d\d-\d\d$/;
const ISO_TIME = /^\d{4}-\d\d-\d\dt\d\d:\d\d/;
/** What English appends to a word: possessives and short verbs. */
const CLITIC = /'(?:s|ll|re|ve|d|m)$/;
/** A point between digits parts nothing (`v1.2`, `gpt-4.1`). */
const JOINTS = /[-'_@&:,/]|(?<!\d)\.|\.(?!\d)/;

/**
 * The terms of a folded `compound`, words joined by single signs: `well-being` gives its parts and `wellbeing`, an address or a number
 * (`2025-03-04`, `10:30`, `192.168.0.1`) its parts and itself, `10,000` is 10000, `3.5` only itself, `o'neil's` is `neil` and `oneil`.
 */
export function addCompound(compound: string, to: TermCollector): void {
  if (compound.length > MAX_TERM_LENGTH) return addParts(compound, to, false);
  if (ISO_TIME.test(compound)) {
    to.addTelling(compound.slice(16));
    addNumber(compound.slice(0, 10), to);
    return addNumber(compound.slice(11, 16), to);
  }
  if (NUMBER.test(compound)) return addNumber(compound, to);
  if (compound.includes('@')) {
    to.add(compound);
    return addParts(compound, to, false);
  }
  if (!compound.includes("'")) return addParts(compound, to, true);
  if (to.skipStopWord(compound)) return;
  const base = compound.replace(CLITIC, '');
  if (JOINTS.test(base)) addParts(base, to, true);
  else to.addWord(base);
}

function addNumber(number: string, to: TermCollector): void {
  const plain = THOUSANDS.test(number) ? number.replaceAll(',', '') : number;
  to.addWord(plain);
  if (plain !== number || DECIMAL.test(number)) return;
  const parts = number.split(/\D/);
  if (parts.length > 1) for (const part of parts) to.addWord(part);
  if (ISO_DATE.test(number)) to.add(number.slice(0, 7));
}

function addParts(compound: string, to: TermCollector, withWhole: boolean): void {
  const parts = compound.split(JOINTS);
  const whole = withWhole && parts.length > 1 && parts.length <= MAX_PARTS;
  for (const part of parts) {
    // Of `e-mail`, `l'avion` or `u.s.a` a single letter says nothing when the whole is there.
    if (whole && part.length === 1 && part >= 'a') continue;
    if (part !== '') to.addWord(part);
  }
  if (whole) to.addWhole(parts.join(''));
}
