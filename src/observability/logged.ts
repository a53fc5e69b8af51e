import { stdSerializers } from 'pino';
import { withoutPersonalData } from '../text';

/** Characters of a message and of a stack that are worth a line: an error may quote all that a provider was sent. */
const MAX_MESSAGE = 2_000;
const MAX_STACK = 8_000;
/** Fields of errors that say what kind of fault it was; others may hold requests, bodies or rows. */
const KNOWN_FIELDS = ['code', 'kind', 'status', 'errno', 'syscall', 'severity', 'attempt'] as const;

/** An error as it is logged: what it is, what it says and where it happened, without personal data and secrets that it quotes. */
export function loggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? loggedText(error) : error;
  const { type, message, stack, ...fields } = stdSerializers.err(error) as unknown as Record<string, unknown>;
  const known = KNOWN_FIELDS.filter((name) => ['string', 'number'].includes(typeof fields[name])).map((name) => [name, fields[name]]);
  return { type, message: bounded(message, MAX_MESSAGE), stack: bounded(stack, MAX_STACK), ...Object.fromEntries(known) };
}

/** A sentence as it is logged. */
export function loggedText(text: unknown): unknown {
  return typeof text === 'string' ? bounded(text, MAX_MESSAGE) : text;
}

function bounded(text: unknown, most: number): string {
  return typeof text === 'string' ? withoutPersonalData(text.slice(0, most)) : '';
}
