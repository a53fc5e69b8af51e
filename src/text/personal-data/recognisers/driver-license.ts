import { list, type Recogniser } from '../recogniser';
import { byName } from './by-name';

/** Driver's licence numbers: every state has its own form, so the words for one must stand before. */
export const DRIVER_LICENSE: readonly Recogniser[] = [
  byName({
    rule: 'driver-license',
    type: 'driver_license',
    names: list(
      "driver'?s?'?s? licen[cs]es?, driver’s licen[cs]es?, driver'?s lic, driving licen[cs]es?",
      'dl(?:n|[ -]?no| number|[ ]?#)?, führerschein(?:nummer)?, permis(?: de conduire)?',
      '(?:licencia|permiso|carnet) de (?:conducir|manejo), patente(?: di guida)?, carta de condução, cnh',
      'carteira de motorista, rijbewijs(?:nummer)?, prawo jazdy, prawa jazdy, körkort, førerkort, kørekort, ajokortti',
      'водительск\\p{L}{1,5} (?:удостоверени\\p{L}|прав\\p{L}), 驾驶证, 運転免許証, 운전면허',
    ),
    value: '[A-Z0-9]{1,16}(?:[ -](?=[A-Z]{0,3}\\d)[A-Z0-9]{1,12}){0,4}',
    digits: 5,
  }),
];
