import { holdsPhrase, nameWords, withoutPhrases } from './name-words';

/**
 * What must not decide how a person is treated, and the names that columns of it have in English, German, French and Spanish, without accents. The list
 * of attributes is that of GDPR Art. 9 and 10 (special categories, criminal records), of Art. 21 of the Charter of Fundamental Rights of the EU and of
 * the Equality Act 2010, section 4.
 */
const NAMES_OF: Readonly<Record<string, string>> = {
  sex: 'gender, sex, =male, =female, is male, is female, geschlecht, sexe, genero, sexo',
  'gender identity': 'transgender, pronouns, gender reassignment, geschlechtsidentitat, geschlechtsidentitaet',
  'sexual orientation': 'sexual orientation, sexuality, sexual, sexuelle, sexuell, sexuelles, lgbt, lgbtq, lgbtqia, orientacion sexual',
  age:
    'age, ages, dob, yob, birth, birthdate, birthday, birthyear, born, geburt, geburtsdatum, geburtstag, geburtsjahr, geburtsort, geburtsland, =alter, alter jahre, altersgruppe, ' +
    'naissance, nacimiento, edad, cumpleanos, anniversaire',
  race:
    'race, racial, ethnicity, ethnic, skin color, skin colour, tribe, caste, rasse, ethnie, ethnische, hautfarbe, couleur peau, couleur de peau, ' +
    'ethnique, raza, etnia, etnico, color de piel',
  religion:
    'religion, religious, faith, denomination, belief, beliefs, konfession, glaube, confession, religieux, religieuse, croyance, religiosa',
  health:
    'health, medical, medicine, diagnosis, diagnoses, disease, illness, medication, prescription, patient, blood type, blood group, bmi, allergy, ' +
    'allergies, hiv, mental, pregnancy, pregnant, maternity, gesundheit, gesundheitszustand, krankheit, diagnose, allergie, schwanger, ' +
    'schwangerschaft, sante, maladie, medicaux, enceinte, grossesse, salud, enfermedad, medico, embarazada, embarazo',
  disability:
    'disability, disabilities, =disabled, =is disabled, handicap, handicapped, wheelchair, behinderung, behindert, schwerbehindert, discapacidad, invalidite',
  nationality:
    'nationality, national origin, citizen, citizenship, immigration, immigrant, migrant, migration status, visa status, refugee, asylum, country of origin, ' +
    'passport country, nationalitat, nationalitaet, staatsangehorigkeit, staatsangehoerigkeit, staatsburgerschaft, staatsbuergerschaft, ' +
    'migrationshintergrund, nationalite, citoyennete, nacionalidad, ciudadania',
  'marital status':
    'marital, married, marriage, matrimonial, divorced, widowed, civil status, civil partnership, family status, relationship status, ' +
    'familienstand, etat civil, situation familiale, situation de famille, estado civil',
  'trade union': 'trade union, labor union, labour union, union member, union membership, =union, gewerkschaft, syndicat, sindicato',
  'political opinion':
    'political, politics, =party, party affiliation, party membership, party member, party preference, voter, politisch, politische, partei, ' +
    'opinion politique, opinions politiques, parti politique, opinion politica, opiniones politicas, partido politico',
  'genetic or biometric':
    'genetic, genetics, genome, dna, biometric, biometrics, fingerprint, faceprint, voiceprint, genetisch, biometrisch, biometrico',
  'criminal record':
    'criminal, conviction, convictions, convicted, felony, arrest, arrests, vorstrafe, vorstrafen, casier judiciaire, antecedentes penales',
};

/** Names that say something else by the same words: the age of an account is not the age of a person. */
const HARMLESS =
  'account age, age of account, order age, cart age, domain age, device age, session age, subscription age, membership age, tenure age, cookie age, ' +
  'health score, account health, system health, device fingerprint, browser fingerprint, race condition, credit union, european union, avg age of order';

const PHRASES_OF = Object.entries(NAMES_OF).map(([attribute, names]) => ({ attribute, phrases: names.split(', ') }));
const HARMLESS_PHRASES = HARMLESS.split(', ');

/** The protected attribute that a column of this name holds, such as `marital status`; undefined for a name that tells of none. */
export function protectedAttribute(column: string): string | undefined {
  const words = withoutPhrases(nameWords(column), HARMLESS_PHRASES);
  return PHRASES_OF.find(({ phrases }) => phrases.some((phrase) => holdsPhrase(words, phrase)))?.attribute;
}
