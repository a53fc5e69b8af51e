/** Names under which an answer by a schema of somebody's own says what it comes to, the first one first. */
const SAYS_IT = ['summary', 'answer', 'conclusion', 'title', 'text'];
/** Characters of an answer that serve as its summary. */
const SUMMARY_CHARACTERS = 280;
const WITHOUT_WORDS = 'Answered by the schema of the agent.';

/** One or two sentences for people, out of an answer whose form only its owner knows. */
export function summaryOf(answer: Readonly<Record<string, unknown>>): string {
  const named = SAYS_IT.map((name) => answer[name]).find(isText);
  const text = named ?? Object.values(answer).find(isText) ?? WITHOUT_WORDS;
  return text.length > SUMMARY_CHARACTERS ? `${text.slice(0, SUMMARY_CHARACTERS - 1)}…` : text;
}

/** All texts and numbers in an answer, one a line, in order. */
export function statementsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(statementsIn) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
