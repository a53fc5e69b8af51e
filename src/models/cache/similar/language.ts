/** Frequent words that stand in few of the other languages; words of courtesy tell nothing. */
const WORDS: Record<string, ReadonlySet<string>> = {
  en: new Set(['an', 'and', 'of', 'to', 'is', 'are', 'what', 'how', 'for', 'with', 'this', 'that', 'my', 'you', 'write', 'your']),
  de: new Set(['der', 'die', 'das', 'und', 'ist', 'ein', 'eine', 'für', 'mit', 'wie', 'was', 'ich', 'über', 'nicht', 'den', 'zu']),
  fr: new Set(['le', 'les', 'et', 'est', 'une', 'des', 'pour', 'avec', 'dans', 'quel', 'quelle', 'ce', 'je', 'vous', 'du', 'pas']),
  es: new Set(['el', 'los', 'las', 'y', 'es', 'una', 'por', 'con', 'qué', 'cómo', 'para', 'del', 'cuál', 'escribe', 'mi', 'sin']),
  it: new Set(['il', 'gli', 'e', 'è', 'di', 'che', 'per', 'con', 'della', 'nel', 'come', 'una', 'sono', 'mio', 'non', 'scrivi']),
  pt: new Set(['o', 'os', 'e', 'é', 'um', 'uma', 'para', 'com', 'não', 'do', 'da', 'qual', 'como', 'meu', 'em', 'escreva']),
  nl: new Set(['de', 'het', 'een', 'en', 'is', 'van', 'voor', 'met', 'hoe', 'wat', 'ik', 'niet', 'mijn', 'op', 'dat', 'schrijf']),
};
const SCRIPTS: [string, RegExp][] = [
  ['cyrillic', /\p{Script=Cyrillic}/u],
  ['greek', /\p{Script=Greek}/u],
  ['arabic', /\p{Script=Arabic}/u],
  ['hebrew', /\p{Script=Hebrew}/u],
  ['devanagari', /\p{Script=Devanagari}/u],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['hangul', /\p{Script=Hangul}/u],
  ['han', /\p{Script=Han}/u],
];

/** The language of `text`, roughly: the one whose frequent words it has most of, else its script; `latin` where nothing tells. */
export function languageOf(text: string): string {
  const script = SCRIPTS.find(([, pattern]) => pattern.test(text));
  if (script !== undefined) return script[0];
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  let best = { language: 'latin', hits: 0 };
  for (const [language, known] of Object.entries(WORDS)) {
    const hits = words.filter((word) => known.has(word)).length;
    if (hits > best.hits) best = { language, hits };
  }
  return best.language;
}
