import { list, type Recogniser } from '../../recogniser';
import { byName } from '../by-name';

/** A number that is called somebody's identity or tax number, whatever its form. */
export const ANY_COUNTRY: readonly Recogniser[] = [
  byName({
    rule: 'identity-number',
    type: 'national_id',
    names: list(
      '(?:national|citizens?(?:hip)?|resident|residence|government|personal|state|photo) (?:identity|identification|insurance|id)(?: card)?',
      'national id, identity (?:card|document), id card, (?:individual )?tax(?:payer)? (?:id|identification)(?: number)?',
      "personalausweis(?:nummer)?, carte (?:nationale )?d['’]identité, documento de identidad, carta d['’]identità",
      'bilhete de identidade, cartão de cidadão, identiteitskaart, dowód osobisty, dowodu osobistego',
    ),
    value: '[A-Z]{0,3}[ -]?\\d[A-Z0-9]{0,19}(?:[ ./-](?=[A-Z]{0,3}\\d)[A-Z0-9]{1,10}){0,6}(?:-[A-Z])?',
    digits: 6,
  }),
];
