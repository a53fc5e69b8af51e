/**
 * Letters of other scripts that look like Latin ones, by the letter they look like: the single-character rows for Cyrillic, Greek, Armenian, Cherokee
 * and small capitals of Unicode's confusables (UTS #39) that are used for disguise. What compatibility decomposition makes Latin (full width,
 * mathematical, circled) is not among them.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'аɑαａᴀ',
  b: 'ЬƄᏏᖯʙ',
  c: 'сϲⅽᴄ',
  d: 'ԁⅾᏧᑯᴅ',
  e: 'еєҽ℮ᴇ',
  f: 'ſϝքꞙꬵ',
  g: 'ɡցƍᶃɢ',
  h: 'һհᏂʜ',
  i: 'іıιɩɪӏⅰꙇ',
  j: 'јϳᴊ',
  k: 'κкᴋ',
  l: 'ⅼӏǀʟ',
  m: 'мⅿᴍ',
  n: 'ոռηпɴ',
  o: 'оοօσᴏ௦๐',
  p: 'рρϱᴘ',
  q: 'ԛգզ',
  r: 'гᴦⲅꭇʀ',
  s: 'ѕƽꜱ',
  t: 'тτᴛ',
  u: 'υսʋᴜ',
  v: 'νѵⅴᴠ',
  w: 'ѡԝաᴡ',
  x: 'хⅹ᙮',
  y: 'уγүყʏ',
  z: 'ᴢ',
  A: 'АΑᎪ',
  B: 'ВΒᏴ',
  C: 'СϹᏟⅭ',
  D: 'ᎠⅮ',
  E: 'ЕΕᎬ',
  F: 'Ϝ',
  G: 'ԌᏀ',
  H: 'НΗᎻ',
  I: 'ІΙӀ',
  J: 'ЈͿᎫ',
  K: 'КΚᏦ',
  L: 'ᏞⅬ',
  M: 'МΜᎷⅯ',
  N: 'Ν',
  O: 'ОΟՕ',
  P: 'РΡᏢ',
  Q: 'Ԛ',
  R: 'ᎡᏒ',
  S: 'ЅՏᏚ',
  T: 'ТΤᎢ',
  V: 'ѴᏙⅤ',
  W: 'ԜᎳ',
  X: 'ХΧⅩ',
  Y: 'ҮΥ',
  Z: 'ΖᏃ',
};

/** Where letters in boxes, in dark circles and in the flags of countries begin; each has 26, from A to Z, which Unicode does not decompose. */
const ENCLOSED = [0x1f150, 0x1f170, 0x1f1e6];

/** The letter that an enclosed one holds; undefined for all others. */
export function enclosedLetter(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  const first = ENCLOSED.find((begin) => code >= begin && code < begin + 26);
  return first === undefined ? undefined : String.fromCharCode(0x61 + code - first);
}

/** Look-alike → Latin letter. */
export const LATIN_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([letter, others]) => [...others].map((other) => [other, letter] as const)),
);
