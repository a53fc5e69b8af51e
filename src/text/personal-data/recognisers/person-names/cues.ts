/** What stands around a name and says that it is one. */
export interface Cue {
  rule: string;
  /** The last word before the name, in lower case: a cheap look. */
  last: ReadonlySet<string>;
  /** What the text before the name (up to 64 units) must end with. */
  before: RegExp;
  /** What must follow the name. */
  after?: RegExp;
  /** Asks for two words or more. */
  full?: boolean;
  score: number;
}

const TITLES =
  'mr mrs ms dr prof rev sr sra sig dhr mevr mme mlle dott hon capt sgt miss madam sir professor doctor fräulein herr ' +
  'herrn frau monsieur madame mademoiselle señor señora señorita signor signora signore senhor senhora mijnheer mevrouw ' +
  'meneer pan pani pana fru herra rouva';
const SAID = [
  "name(?: is|['’]s)",
  'mein name ist',
  'ich hei(?:ß|ss)e',
  "je m['’]appelle",
  'mon nom est',
  'me llamo',
  'mi nombre es',
  'mi chiamo',
  'il mio nome è',
  'me chamo',
  'chamo-me',
  'meu nome é',
  'ik heet',
  'mijn naam is',
  'nazywam się',
  'mam na imię',
  'jag heter',
  'jeg h(?:eter|edder)',
  'mitt namn är',
  'mit navn er',
  'nimeni on',
  'benim adım',
  'adım',
  'меня зовут',
  'мо[её] имя',
  'мене звати',
  'mă numesc',
  'numele meu este',
  'jmenuji se',
  'volám sa',
  'zovem se',
  'a nevem',
  'με λένε',
  'tên tôi là',
  'nama saya',
];
const GREETINGS =
  'dear hi hello hey morning afternoon evening liebe lieber hallo geehrte geehrter cher chère bonjour salut estimado ' +
  'estimada hola querido querida caro cara ciao gentile olá beste geachte witaj drogi droga cześć hej kære käre kära ' +
  'уважаемый уважаемая дорогой дорогая здравствуйте привет';
const LABELS =
  'name nachname vorname nom prénom nombre apellido apellidos nome cognome naam achternaam nazwisko namn navn nimi имя ' +
  'фамилия фио 姓名 名前 氏名 이름 성명 attn attention recipient sender signed author contact person patient client customer ' +
  'employee candidate applicant tenant cardholder holder beneficiary speaker interviewer interviewee witness agent ' +
  'manager from to cc';
const OWN_NAME_LABELS =
  /(?:^|[^\p{L}])(?:(?:full|first|last|sur|given|family|nick)[ _]?name|nachname|vorname|prénom|apellidos?|cognome|achternaam|имя|фамилия|фио|姓名|名前|氏名|이름|성명)["']?[:=：][ \t]{0,8}["']?$/iu;
const CLOSINGS =
  'regards best wishes sincerely yours faithfully truly cheers thanks again you warmly love grüßen grüße mfg ' +
  'cordialement vous saludos cordiales atentamente saludo saluti atenciosamente cumprimentos groet groeten groetjes ' +
  'pozdrawiam poważaniem hälsningar hilsen terveisin уважением';

const END = /^(?:[,!.:;?)\n]|$| [-–])/;

/** The sure ones first. */
export const CUES: readonly Cue[] = [
  { rule: 'said-name', last: lastWords(SAID), before: new RegExp(`(?<!\\p{L})(?:${SAID.join('|')}):? {1,2}$`, 'iu'), score: 0.9 },
  {
    rule: 'title',
    last: set(TITLES),
    before: new RegExp(`(?<![\\p{L}\\p{N}])(?:${TITLES.replaceAll(' ', '|')})\\.? {1,2}$`, 'iu'),
    score: 0.85,
  },
  {
    rule: 'label',
    last: set(
      'name firstname lastname surname fullname givenname familyname nickname nachname vorname prénom apellido apellidos ' +
        'cognome achternaam имя фамилия фио 姓名 名前 氏名 이름 성명',
    ),
    before: OWN_NAME_LABELS,
    after: /^(?:["',;<\n]|[ \t]{0,4}(?:$|\n)|\.| [|/-])/,
    score: 0.75,
  },
  {
    rule: 'label',
    last: set(LABELS),
    before: new RegExp(`(?<![\\p{L}\\p{N}])(?:${LABELS.replaceAll(' ', '|')})["']?[:=：][ \\t]{0,8}["']?$`, 'iu'),
    full: true,
    after: /^(?:["',;<(\n]|[ \t]{0,4}(?:$|\n)|\.| [|/-])/,
    score: 0.7,
  },
  { rule: 'closing', last: set(CLOSINGS), before: /[,!.]?[ \t]{0,4}\n{1,3}[ \t]{0,8}$/, after: /^[ \t]{0,4}(?:\n|$|,)/, score: 0.75 },
  { rule: 'greeting', last: set(GREETINGS), before: /\p{L},? $/u, after: END, score: 0.7 },
  {
    rule: 'name-question',
    last: set('name user this you'),
    before: /(?:name(?: on [^?\n]{2,20})?|who (?:is this|are you|am i speaking to))\?[ \n]{1,2}(?:\p{L}{2,12}: )?$/iu,
    after: END,
    score: 0.75,
  },
  {
    rule: 'i-am',
    last: set("am i'm i’m this is bin suis soy sono sou ben jestem я"),
    before: /(?<!\p{L})(?:i am|i['’]m|this is|ich bin|je suis|soy|sono|sou|ik ben|jestem|я) $/iu,
    full: true,
    after: /^(?:[.,!?\n)]|$| and | from | speaking| here| calling)/,
    score: 0.65,
  },
  {
    rule: 'called',
    last: set(
      'called named to with name husband wife son daughter brother sister mother father boss colleague friend manager ' +
        'patient client employee customer kid producer director singer actor commenter by starring author add partner via said ' +
        'says beneficiary',
    ),
    before:
      /(?<!\p{L})(?:(?:was|is|are|were|be|get) called|named|sp(?:oke|eak(?:ing)?) (?:to|with)|talk(?:ed|ing)? (?:to|with)|up with|meeting with|tribute to|said|says|beneficiary|(?:partner|husband|wife|father|mother)['’]s name|account holder|husband|wife|son|daughter|brother|sister|mother|father|boss|colleague|friend|manager|patient|client|employee|customer|kid|producer|director|singer|actor|commenter|(?:written|directed|signed|sung|painted|produced) by|starring|author|to add|want to add):? $/iu,
    full: true,
    score: 0.6,
  },
  {
    rule: 'called',
    last: set('me called is him her son daughter wife husband brother sister kid boss friend colleague partner'),
    before:
      /(?<!\p{L})(?:call(?:s|ed)? me|maiden name is|she named h\p{L}{2}|my (?:son|daughter|wife|husband|brother|sister|kid|boss|friend|colleague|partner)) $/iu,
    after: /^(?:[.,!?\n]|$| from| and| is| was| to| has| will)/,
    score: 0.6,
  },
];

/** What follows a full name and only a person does or has. */
export const AFTER_NAME =
  /^(?:['’]s (?:phone|address|e-?mail|wife|husband|son|daughter|birthday|killers?|account)|,? (?:lives (?:at|in)|had given|was born|is from|shouted|will be (?:talking|speaking|joining)|is the keynote|said|says|asked|wrote|told|replied|emailed|joined|resigned|married|died|(?:as a|as the) beneficiary))(?!\p{L})/iu;

function set(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** The last words of the phrases, with both spellings where one has a choice. */
function lastWords(phrases: readonly string[]): ReadonlySet<string> {
  return new Set([
    ...phrases.map((phrase) => /[\p{L}-]+$/u.exec(phrase)?.[0] ?? ''),
    'is',
    's',
    'heiße',
    'heisse',
    'heter',
    'hedder',
    "m'appelle",
    'm’appelle',
    'имя',
    'chamo-me',
    'chamo',
    'me',
    'mă',
  ]);
}
