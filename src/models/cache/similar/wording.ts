const CONTRACTIONS: [RegExp, string][] = [
  [/\bcan(?:'t|not)\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/\bshan't\b/g, 'shall not'],
  [/n't\b/g, ' not'],
  [/\b(what|who|where|when|why|how|that|there|here|it|he|she)'s\b/g, '$1 is'],
  [/\bi'm\b/g, 'i am'],
  [/\b(i|you|we|they)'ve\b/g, '$1 have'],
  [/\b(you|we|they)'re\b/g, '$1 are'],
  [/\b(i|you|he|she|it|we|they)'ll\b/g, '$1 will'],
];

/** "can't" as "can not", and the like; takes lower case with straight apostrophes. */
export function writeOut(text: string): string {
  return CONTRACTIONS.reduce((sum, [short, long]) => sum.replace(short, long), text);
}

const SPELLINGS: [RegExp, string][] = [
  [/^(behavi|col|fav|flav|harb|hon|hum|lab|neighb|rum)our/, '$1or'],
  [/^(anal|catal)yse/, '$1yze'],
  [
    /^(apolog|author|categor|character|critic|emphas|final|general|local|maxim|memor|minim|optim|organ|person|personal|prior|real|recogn|special|standard|summar|visual)is(?=e|i|a)/,
    '$1iz',
  ],
  [/^(catal|dial)ogue(?=s?$)/, '$1og'],
  [/^(cent|theat|met|lit|kilomet)re(?=s?$)/, '$1er'],
  [/^(cancel|label|model|travel)l(?=e|i)/, '$1'],
  [/^grey$/, 'gray'],
];

/** The American spelling of a word in lower case. */
export function americanSpelling(word: string): string {
  return SPELLINGS.reduce((sum, [british, american]) => sum.replace(british, american), word);
}

const VERBS =
  'analy[sz]e|create|describe|draft|explain|find|generate|give|help|list|make|name|propose|provide|show|suggest|summari[sz]e|tell|translate|write';

/** Before a mark only: "hello kitty" greets nobody. */
const GREETING = /^(?:hello|hi|hey|bonjour|hallo|hola|ciao)(?: there)?[,.!]+ (?=.)/iu;
/** After a comma only: "how do you say please" asks for nothing politely. Thanks are none of it: they may be part of a text. */
const REQUEST_AT_END = /, (?:please|kindly|bitte|s'il (?:te|vous) plaît|svp|por favor|per favore)[.!?]*$/iu;
/** Where the end may be words to work on, not words to us: after a colon or line break, "yes" or "no", or verbs of wording. */
const MAY_BE_TEXT =
  /[:：\n]|(?<!\p{L})(?:yes|no|ja|nein|oui|non|sí|sì|sim|não|sa(?:id|ys?)|spell|quote|repeat|correct|proofread|rephrase|rewrite|translate|sag(?:t|en?)|übersetz(?:e|en|t)|traduis(?:ez)?|traduire|traduce|traducir|traduci|traduzir|traduz(?:a)?)(?!\p{L})/iu;

/** `text` (single spaces) without the greeting it opens with and the "please" it ends with, and those apart. */
export function withoutGreeting(text: string): { rest: string; courtesies: string[] } {
  const courtesies: string[] = [];
  const cut = (found: string): string => {
    courtesies.push(
      found
        .toLowerCase()
        .replace(/[,.!?]/g, '')
        .trim(),
    );
    return '';
  };
  const greeted = text.replace(GREETING, cut);
  return { rest: MAY_BE_TEXT.test(greeted) ? greeted : greeted.replace(REQUEST_AT_END, cut), courtesies };
}

/**
 * Patterns over words in lower case with one space on each side. Articles are not among them, `the` aside: "vitamin a" is not
 * "vitamin"; nor are auxiliary verbs as such: "would you eat this" is not "can you eat this".
 */
const COURTESIES = [
  '^ (?:can|could) you(?= (?:please |kindly )?(?:' + VERBS + ') )',
  '^ (?:would|will) you(?= (?:please|kindly) )',
  '^ (?:please|kindly)(?: ,)?(?= )',
  '(?<=^ [^ ]+) (?:bitte|por favor|per favore)(?= )',
  ' the(?= (?!few |little |one |other |who ))',
].map((source) => new RegExp(source, 'gu'));

/** `words` (lower case) without words of courtesy, and those words apart. */
export function withoutCourtesies(words: readonly string[]): { content: string[]; courtesies: string[] } {
  const courtesies: string[] = [];
  let rest = ` ${words.join(' ')} `.replace(/ how (?:can|do) (i|we) /g, ' how $1 ');
  for (const pattern of COURTESIES) {
    rest = rest.replace(pattern, (found) => {
      courtesies.push(...split(found).filter((word) => word !== ','));
      return '';
    });
  }
  return { content: split(rest), courtesies };
}

function split(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
