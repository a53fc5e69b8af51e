import { type Recogniser } from '../../recogniser';
import { AMERICAS } from './americas';
import { ANY_COUNTRY } from './any-country';
import { ASIA_AFRICA_OCEANIA } from './asia-africa-oceania';
import { NORTHERN_AND_EASTERN_EUROPE } from './northern-and-eastern-europe';
import { SOUTHERN_EUROPE } from './southern-europe';
import { WESTERN_EUROPE } from './western-europe';

/** Numbers by which states know people; those of the USA are in `us-ssn.ts`. */
export const NATIONAL_ID: readonly Recogniser[] = [
  ...WESTERN_EUROPE,
  ...SOUTHERN_EUROPE,
  ...NORTHERN_AND_EASTERN_EUROPE,
  ...AMERICAS,
  ...ASIA_AFRICA_OCEANIA,
  ...ANY_COUNTRY,
];
