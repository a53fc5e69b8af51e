/** The words of a text, lower-cased, with where they stand (UTF-16) and the sentence they belong to. */
export interface Tokens {
  words: string[];
  starts: number[];
  ends: number[];
  /** Number of the sentence of each word; never decreasing. */
  sentences: number[];
}

const APOSTROPHE = 0x27;
const CURLY_APOSTROPHE = 0x2019;
const STAR = 0x2a;
const NEWLINE = 0x0a;

/** Letters, digits and whatever lies beyond ASCII and is no known punctuation: cheaper than a Unicode property per character. */
function isWord(code: number): boolean {
  if (code < 0x80)
    return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f;
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba;
  return !((code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f) || (code >= 0xff00 && code <= 0xff20));
}

function endsSentence(text: string, at: number, code: number): boolean {
  if (code === 0x21 || code === 0x3f || code === 0x3002) return true;
  const next = text.charCodeAt(at + 1);
  if (code === 0x2e || code === 0x3b) return Number.isNaN(next) || !isWord(next);
  return code === NEWLINE && next === NEWLINE;
}

/** Where the word that begins at `from` ends; stars count inside it ("f***"), apostrophes between letters ("don't"). */
function wordEnd(text: string, from: number): number {
  let at = from + 1;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isWord(code) || code === STAR) continue;
    if ((code !== APOSTROPHE && code !== CURLY_APOSTROPHE) || !isWord(text.charCodeAt(at + 1))) break;
  }
  // "**bold**" is no censored word; "f***" and "s**" are.
  let end = at;
  while (text.charCodeAt(end - 1) === STAR) end -= 1;
  return end - from <= 2 ? at : end;
}

/** Splits a text into words in one pass. `'s` is a word of its own: "wife's" is `wife` and `'s`. */
export function tokenise(text: string): Tokens {
  const tokens: Tokens = { words: [], starts: [], ends: [], sentences: [] };
  let sentence = 0;
  const add = (start: number, end: number, word: string): void => {
    tokens.words.push(word);
    tokens.starts.push(start);
    tokens.ends.push(end);
    tokens.sentences.push(sentence);
  };
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (!isWord(code)) {
      if (endsSentence(text, at, code)) sentence += 1;
      at += 1;
      continue;
    }
    const end = wordEnd(text, at);
    const word = text.slice(at, end).toLowerCase().replaceAll('’', "'");
    if (end - at > 2 && word.endsWith("'s")) {
      add(at, end - 2, word.slice(0, -2));
      add(end - 2, end, "'s");
    } else {
      add(at, end, word);
    }
    at = end;
  }
  return tokens;
}
