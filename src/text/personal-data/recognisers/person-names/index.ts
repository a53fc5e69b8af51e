import { type Finder, type Recogniser } from '../../recogniser';
import { CAPITALISED_NAMES } from './capitalised-names';
import { UNCAPITALISED_NAMES } from './uncapitalised-names';

/** Names of people, as far as something near says that they are names; a name alone is often not known for one. */
export const PERSON_NAME: readonly (Recogniser | Finder)[] = [CAPITALISED_NAMES, ...UNCAPITALISED_NAMES];
