/** Findings named in one line; what a hostile text could fill is counted instead. */
const MOST_NAMED = 8;
const MOST_CHARACTERS = 60;

/** The findings of a check in one bounded line, each once; `otherwise` where there are none. */
export function listed(found: readonly string[], otherwise: string): string {
  const different = [...new Set(found)];
  if (different.length === 0) return otherwise;
  const named = different.slice(0, MOST_NAMED).map(short).join(', ');
  return different.length > MOST_NAMED ? `${named} and ${different.length - MOST_NAMED} more` : named;
}

function short(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
