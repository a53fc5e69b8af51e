import { list, type Recogniser } from '../recogniser';

const LETTERS = 'A-Za-z\\u00c0-\\u024f\\u0370-\\u1fff';
const CAPITALS = 'A-Z\\u00c0-\\u00deĀ-Ž\\u0386-\\u03ab\\u0400-\\u042f';
const WORD = `[${LETTERS}][${LETTERS}\\d'’.-]{0,30}`;
const UNIT = '(?:apt|apartment|suite|ste|unit|flat|floor|room|door|app|bus|piso|interno|whg|m\\.)\\.? ?#?\\d{1,5}[a-z]?';
/** What may follow a street: a flat, then a place, a region, a postcode, a country; on the same line or the next four. */
const TAIL =
  `(?:[, ]{0,3}\\n?[ \\t>?]{0,6},? ?${UNIT}){0,2}` +
  `(?:[ \\t]{0,2},?[ \\t]{0,2}\\n[ \\t>?]{0,6},? ?(?=[${CAPITALS}\\d])(?:${WORD}|\\d{3,6}|\\([${LETTERS} ]{2,20}\\))(?: ` +
  `(?:${WORD}|\\d{3,6}|\\([${LETTERS} ]{2,20}\\))){0,4}(?=[ \\t]{0,2}(?:\\n|$|,|\\.|\\?))|, (?:[A-Z]{2} \\d{4,6}|` +
  `\\d{4,6} [${CAPITALS}][${LETTERS}-]{1,20}|[${CAPITALS}][${LETTERS}'-]{1,20}(?: ` +
  `[${CAPITALS}][${LETTERS}'-]{1,20}){0,2}(?: \\d{4,6}(?!\\d))?)){0,4}`;

const ENGLISH =
  '(?:street|st|road|rd|avenue|ave|boulevard|blvd|drive|dr|lane|ln|court|ct|square|sq|place|pl|terrace|way|parkway|pkwy|' +
  'highway|hwy|crescent|cres|close|circle|cir|trail|trl|alley|plaza|row|mews|gardens|grove|hill|park|wharf|bend|' +
  'ridge|crossing|turnpike|expressway|freeway|esplanade|parade|walk|quay|str)';
const COMPOUND_END =
  '(?:stra(?:ss|ß)e|str\\.?|gasse|allee|damm|ufer|platz|weg|ring|chaussee|steig|brücke|laan|straat|dreef|plein|kade|' +
  'gracht|singel|dijk|hof|dreven|vej|gade|stræde|allé|vægen|vegen|veien|gata|gatan|gaten|väg|vägen|stigen|katu|tie|kuja|' +
  'polku|puisto|braut|stígur|vegur|götu)';
const OF =
  '(?:rue|av\\.|avenue|ave|bd|boulevard|place|chemin|allée|impasse|quai|cours|route|passage|via|viale|piazza|piazzetta|' +
  'piazzale|corso|vicolo|largo|strada|rua|r\\.|avenida|avda\\.?|travessa|praça|praca|alameda|estrada|rodovia|calle|c/|' +
  'plaza|paseo|camino|carrer|carretera|ronda|glorieta|ul\\.|ulica|ulicy|aleja|al\\.|plac|pl\\.|os\\.|osiedle|ulice|' +
  'nám\\.|náměstí|ulitsa|ул\\.|улица|проспект|пр-т|пер\\.|bulvar|sokak|cadde|cad\\.|jalan|jl\\.|đường|οδός)';

/** Words that sentences have and streets have not. */
const SENTENCE =
  /(?<!\p{L})(?:the way|is|are|was|were|that|which|this|these|have|has|with|you|your|we|they|per|by|to|on|minutes?|hours?|days?|weeks?|months?|years?|percent|people|users?|customers?|million|billion|thousand|items?|points?|steps?|ways|pages?|emails?|for)(?!\p{L})/iu;

/** An address may lie this far from its nearest digit. */
const WITHIN = 72;
const CITY_TAIL_WORDS = list(
  'street, st, road, rd, ave, boulevard, blvd, dr, lane, ln, court, ct, sq, place, pl, terrace, way, pkwy, hwy, cres',
  'close, cir, tr, alley, row, mews, garden, grove, hill, park, wharf, bend, ridge, pike, parade, walk, quay',
);
const COMPOUND_WORDS = list(
  'str, gasse, allee, damm, ufer, platz, weg, ring, chaussee, steig, brücke, laan, dreef, plein, kade, gracht, singel',
  'dijk, hof, dreven, vej, gade, allé, væg, veien, gata, gaten, väg, stigen, katu, tie, kuja, polku, puisto, braut',
  'stígur, vegur, götu',
);

/** Where somebody lives or gets mail: the forms of a dozen languages, post boxes, military mail, and numbers after words such as `lives at`. */
export const STREET_ADDRESS: readonly Recogniser[] = [
  numberFirst(
    'street',
    `\\d{0,5}[a-z]?(?:[-/]\\d{1,4})?,? (?:[nsew]\\.? |north |south |east |west )?(?:${WORD} ){1,5}?${ENGLISH}(?![${LETTERS}\\d])\\.?`,
    0.75,
    CITY_TAIL_WORDS,
  ),
  numberFirst(
    'numbered-street',
    `\\d{0,5} (?:[nsew]\\.? )?\\d{1,3}(?:st|nd|rd|th) ${ENGLISH}(?![${LETTERS}\\d])\\.?`,
    0.75,
    CITY_TAIL_WORDS,
  ),
  // Begins at the ending and looks back for the rest of the word: few words end so.
  address(
    'street-first',
    `${COMPOUND_END}(?<=(?<![${LETTERS}\\d_/.-])(?<from>[${LETTERS}.-]{5,40})) \\d{1,4} ?[a-z]?(?![${LETTERS}\\d])`,
    0.75,
    COMPOUND_WORDS,
  ),
  wordFirst('street-first', `${OF} (?:${WORD} ){1,5}\\d{1,5}[a-z]?(?![${LETTERS}\\d])`, 0.7),
  numberFirst(
    'number-first',
    `\\d{0,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|ave|bd|boulevard|place|chemin|allée|impasse|quai|cours|route|passage|via|` +
      `calle|rua|ul\\.|r\\.) (?:${WORD}[ ]?){1,5}(?![${LETTERS}\\d])`,
    0.7,
  ),
  wordFirst('hungarian', `${WORD} (?:utca|u\\.|út|útja|tér|tere|körút|krt\\.) \\d{1,4}\\.?(?:[a-z])?`, 0.7, [
    'utca',
    ' u.',
    'út',
    'tér',
    'tere',
    'krt.',
  ]),
  numberFirst('number-name-number', `\\d{0,5} (?:${WORD} ){1,6}\\d{1,5}(?=[ ,\\n]{1,4}(?:${UNIT}))`, 0.75, [
    'apt',
    'apartment',
    'suite',
    'unit',
    'flat',
    'floor',
  ]),
  numberFirst(
    'before-unit',
    `\\d{0,5} (?:[${LETTERS}\\d'’./-]{1,30} ){0,8}(?:${WORD}|\\d{1,5})[ ,\\n]{1,4}(?=(?:apt|suite)\\.? ?\\d)`,
    0.65,
    ['apt', 'suite'],
  ),
  wordFirst('flat-first', `(?:apt|apartment|suite|flat)\\.? ?#?\\d{1,5}[a-z]? \\d{1,6} (?:${WORD}[ ]?){1,6}\\d{0,5}`, 0.6, [
    'apt',
    'apartment',
    'suite',
    'flat',
  ]),
  wordFirst(
    'post-box',
    '(?:p\\.? ?o\\.? ?box|post ?box|post ?bus|postboks|postfach|boîte postale|b\\.?p\\.|apartado(?: de correos)?|caixa ' +
      'postal|casella postale|skrytka pocztowa|а/я) ?(?:no\\.? |#)?\\d{1,6}(?!\\d)',
    0.8,
    ['box', 'bus', 'postboks', 'postfach', 'postale', 'b.p.', 'bp.', 'apartado', 'postal', 'skrytka', 'а/я'],
  ),
  wordFirst(
    'military',
    `(?:(?:unit|psc|cmr) ?\\d{1,5},? ?box \\d{1,5}|us(?:s|ns|nv|cgc) [${LETTERS}'’-]{2,30}(?: ` +
      `[${LETTERS}'’-]{2,30})?)[\\s,]{1,3}(?:[afd]po),? a[aep] \\d{5}(?:-\\d{4})?`,
    0.9,
    ['apo', 'fpo', 'dpo'],
  ),
  wordFirst('corner', `the corner of (?:[${LETTERS}\\d'’./-]{1,30} ){1,6}and (?:[${LETTERS}\\d'’./-]{1,30}[ ]?){1,4}`, 0.6, [
    'the corner of',
  ]),
  wordFirst(
    'chinese-japanese',
    '[\\u4e00-\\u9fff]{2,8}(?:省|市|区|都|府|県)[\\u4e00-\\u9fff\\u30a0-\\u30ff]{1,20}\\d{1,5}(?:号|丁目|番地?|-\\d{1,4}){1,3}',
    0.7,
    ['省', '市', '区', '都', '府', '県'],
  ),
  {
    rule: 'by-context',
    type: 'street_address',
    near: { digits: 1, within: WITHIN },
    hints: list(
      'addres, live, located,  is at,  are at, return to, meet , sent to, it to, deliver, taxi to, drops you, arrived at',
      'moved, one to, adress, anschrift, wohn, habite, direcci, indirizzo, endereço, adres, адрес',
    ),
    pattern: new RegExp(
      `(?<![${LETTERS}])(?:(?:home |postal |mailing |billing |shipping |street |delivery |new )?[Aa]ddress(?:es)?(?: is| ` +
        `to)?(?: now)?:?|address\\? it is|lives? (?:at|in)|lived (?:at|in)|located at|office is at|offices are at|[Rr]eturn to|` +
        `[Mm]eet (?:me|you) at|sent to|send it to|deliver(?:ed)? to|taxi to|drops you off at|arrived at|one to|moved to|` +
        `[Aa]dresse(?: ist| est)?:?|[Aa]nschrift:?|wohnhaft in|wohnt? in der|habite(?: au)?|[Dd]irección:?|[Ii]ndirizzo:?|` +
        `[Ee]ndereço:?|[Aa]dres:?|[Аа]дрес:?)[ \\t\\n]{1,8}` +
        `(?<value>(?=[^\\n?]{0,60}\\d)(?:\\d{1,6}|[${CAPITALS}]${WORD})[^\\n?!;:"]{2,80}?(?=\\n|$|[?!;:"]| and (?:[a-z]|I )|` +
        `\\. |\\.$| for | in case| after | last |, (?:and|but) )(?:\\n[ \\t>]{0,6},? ?(?:[${CAPITALS}]|` +
        `\\d)[^\\n?!;:"]{0,40}(?=\\n|$|[?!;:"])){0,4})`,
      'dg',
    ),
    score: (value) =>
      /\p{L}{3}/u.test(value) && /^\d{1,6} \p{L}|\p{L}{3,} \d|\n/u.test(value) && !/\d{4}-\d\d-\d\d|@|https?:/.test(value) ? 0.6 : 0,
  },
];

/** A form whose first digit has been read already: an engine finds digits faster than it looks behind. */
function numberFirst(rule: string, rest: string, score: number, hints?: readonly string[]): Recogniser {
  return address(rule, `\\d(?<![${LETTERS}\\d_/.-]\\d)${rest}`, score, hints);
}

function wordFirst(rule: string, form: string, score: number, hints?: readonly string[]): Recogniser {
  return address(rule, `(?<![${LETTERS}\\d_/.-])(?:${form})`, score, hints);
}

function address(rule: string, form: string, score: number, hints?: readonly string[]): Recogniser {
  return {
    rule,
    type: 'street_address',
    near: { digits: 1, within: WITHIN },
    ...(hints && { hints }),
    pattern: new RegExp(`${form}${TAIL}`, 'dgi'),
    // Small letters are allowed, but then there must be a second number: "2 people on the way" is no address.
    score: (value) => ((/\p{Lu}/u.test(value) || /\d[\s\S]{0,80}\d/.test(value)) && !SENTENCE.test(value) ? score : 0),
  };
}
