import { ASIAN } from './asian';
import { ENGLISH } from './english';
import { GERMANIC } from './germanic';
import { ROMANCE } from './romance';
import { SLAVIC } from './slavic';
import type { Vocabulary } from './vocabulary';

export { CONCEPTS, type Concept } from './vocabulary';

/** What is known of all languages. */
export const VOCABULARIES: readonly Vocabulary[] = [ENGLISH, GERMANIC, ROMANCE, SLAVIC, ASIAN];
