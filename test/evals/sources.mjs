const NUMBER = /\d+(?:[.,]\d+)*/g;

/** The numbers in digits of `text` that stand nowhere in `sources`, thousands with or without commas; true where there are none. */
export function everyNumberIsIn(text, sources) {
  const known = new Set(numbersOf(JSON.stringify(sources)));
  const unknown = numbersOf(text).filter((number) => !known.has(number));
  return unknown.length === 0 || `numbers that nobody stated: ${unknown.join(', ')}`;
}

/** True, or what differs. */
export function equals(actual, expected) {
  return JSON.stringify(actual) === JSON.stringify(expected) || `${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`;
}

/** True where `isSo`, else `why`. */
export function so(isSo, why) {
  return isSo ? true : why;
}

function numbersOf(text) {
  return [...text.matchAll(NUMBER)].map(([number]) => String(Number(number.replaceAll(',', ''))));
}
