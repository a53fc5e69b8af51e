import type { Check } from '../piece';
import { folded, phrasesIn } from './phrases';

/** A claim that a rule forbids or that needs proof, and where that is written. */
interface ClaimRule {
  pattern: RegExp;
  source: string;
}

/** A claim found in a text. */
export interface FoundClaim {
  claim: string;
  /** The rule, or `context.banned_claims`. */
  source: string;
}

/**
 * Superlatives of health and finance that are false or need proof wherever they stand. A short list that misses much: a pass is no legal advice.
 * Patterns read folded text: lower case, single spaces.
 */
const CLAIM_RULES: readonly ClaimRule[] = [
  {
    pattern: /\b(?:miracle (?:cure|remedy)|cures? (?:all|any|cancer|diabetes|depression|arthritis|anxiety|covid))\b/,
    source: 'Directive 2005/29/EC, Annex I no. 17',
  },
  {
    pattern: /\b(?:lose|drop|shed) (?:up to )?\d{1,3} ?(?:lbs?|pounds|kg|kilos?|stone)\b/,
    source: 'Regulation (EC) 1924/2006, Art. 12(b)',
  },
  {
    pattern:
      /\b(?:permanent weight loss|lose weight (?:permanently|without (?:diet(?:ing)?|exercis(?:e|ing)))|blocks? (?:the )?absorption of (?:fat|calories)|eat (?:whatever|all) you want)\b/,
    source: 'FTC, Gut Check (2014)',
  },
  { pattern: /\b(?:recommended by doctors|doctors? recommends?|doctor[- ]recommended)\b/, source: 'Regulation (EC) 1924/2006, Art. 12(c)' },
  { pattern: /\b(?:clinically|scientifically|medically) proven\b/, source: 'FTC, Health Products Compliance Guidance (2022): needs proof' },
  {
    pattern: /\b(?:guaranteed|assured) (?:returns?|profits?|income|yields?|gains?)\b/,
    source: 'FINRA Rule 2210(d)(1)(B); FCA BCOBS 2.2.5G',
  },
  {
    pattern: /\b(?:risk[- ]free|no[- ]risk|riskless) (?:investments?|investing|returns?|profits?|trading|savings?)\b/,
    source: 'FINRA Rule 2210(d)(1)(B)',
  },
  {
    pattern: /\b(?:(?:can't|cannot|can not|never) lose(?: money)?|double your (?:money|investment|savings)|get rich (?:quick|fast))\b/,
    source: 'FINRA Rule 2210(d)(1)(B)',
  },
  {
    pattern: /\b(?:win|winning) (?:at (?:the )?(?:casino|lottery|roulette|slots)|every (?:bet|time you bet))\b/,
    source: 'Directive 2005/29/EC, Annex I no. 16',
  },
];

/** The claims in a text that the rules above or the phrases of the context ban. */
export function bannedClaims(text: string, banned: readonly string[]): FoundClaim[] {
  const plain = folded(text);
  return [
    ...phrasesIn(plain, banned).map((claim) => ({ claim, source: 'context.banned_claims' })),
    ...CLAIM_RULES.flatMap(({ pattern, source }) => {
      const found = pattern.exec(plain);
      return found === null ? [] : [{ claim: found[0], source }];
    }),
  ];
}

/** Rule `banned_claims`. */
export function claimCheck(found: readonly FoundClaim[]): Check {
  const claims = found.map(({ claim, source }) => `"${claim}" (${source})`);
  return { rule: 'banned_claims', passed: found.length === 0, detail: claims.length === 0 ? 'none found' : claims.slice(0, 8).join(', ') };
}
