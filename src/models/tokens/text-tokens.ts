/** Tokens of a text: the best guess, and what no tokenizer exceeds. */
export interface TokenEstimate {
  tokens: number;
  /** A true upper bound for byte-level BPE and for byte fallback: at worst every UTF-8 byte is a token of its own. */
  tokensMax: number;
}

/** Tokens a UTF-16 unit takes in o200k_base, measured on prose, code, JSON and tables in a dozen scripts; good to about 25 %. */
const LETTER = 0.25;
const DIGIT = 0.6;
const SPACE = 0.05;
const MARK = 0.55;
const ALPHABETIC = 0.35;
const SOUTHEAST_ASIAN = 0.6;
const IDEOGRAPH = 0.85;
const HANGUL = 0.75;
const SURROGATE = 0.8;

const ASCII = Float64Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z]/i.test(character)) return LETTER;
  if (/\d/.test(character)) return DIGIT;
  return /\s/.test(character) ? SPACE : MARK;
});

/** The tokens of `text` without a tokenizer: one linear pass, about 2 ns a character. */
export function textTokens(text: string): TokenEstimate {
  let tokens = 0;
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) {
      tokens += ASCII[code] as number;
      continue;
    }
    tokens += wideUnit(code);
    bytes += code < 0x800 ? 1 : 2;
    // A surrogate pair is four bytes, one alone becomes U+FFFD, which is three.
    if (isHighSurrogate(code) && isLowSurrogate(text.charCodeAt(index + 1))) {
      index += 1;
      tokens += SURROGATE;
    }
  }
  return { tokens: Math.min(bytes, Math.ceil(tokens)), tokensMax: bytes };
}

function wideUnit(code: number): number {
  if (code < 0x0e00) return ALPHABETIC;
  if (code < 0x2e80) return SOUTHEAST_ASIAN;
  if (code < 0xac00) return IDEOGRAPH;
  if (code < 0xd800) return HANGUL;
  return code < 0xe000 ? SURROGATE : IDEOGRAPH;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
