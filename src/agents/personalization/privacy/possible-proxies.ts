import { holdsPhrase, nameWords } from './name-words';

/**
 * Columns that hold no protected attribute but may stand in for one: where people live for their origin, names and titles for origin and sex, languages and
 * diets for origin and faith (indirect discrimination, Equality Act 2010, section 19).
 */
const PROXIES = (
  'zip, zipcode, zip code, postcode, post code, postal code, postal, plz, postleitzahl, code postal, codigo postal, neighborhood, neighbourhood, district, ' +
  'borough, first name, last name, given name, family name, surname, forename, full name, vorname, nachname, prenom, nom, nombre, apellido, apellidos, ' +
  'language, lang, locale, mother tongue, sprache, langue, idioma, country, land, pays, pais, salutation, honorific, anrede, civilite, tratamiento, ' +
  'mosque, church, synagogue, temple, parish, kirche, moschee, eglise, mosquee, iglesia, mezquita, halal, kosher, school, university, children, kids'
).split(', ');

/** Whether a column of this name may stand in for a protected attribute. */
export function isPossibleProxy(column: string): boolean {
  const words = nameWords(column);
  return PROXIES.some((phrase) => holdsPhrase(words, phrase));
}
