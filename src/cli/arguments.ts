import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;
/** The values of options by name, and what is no option. */
type Read<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true }>>;

/** What was typed makes no sense; the message says what does not. */
export class UsageError extends Error {}

/** What was typed: the values of options by name, and what is no option. @throws UsageError for what is not known or left out. */
export function readArguments<T extends Options>(words: readonly string[], options: T, names: readonly string[] = []): Read<T> {
  const read = parsed(words, options);
  const { positionals } = read;
  const missing = names[positionals.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing`);
  if (positionals.length > names.length)
    throw new UsageError(`"${positionals[names.length]}" is too much; put words that belong together in quotes`);
  return read;
}

/** The whole number that an option holds. @throws UsageError naming it. */
export function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} must be a whole number`);
  return Number(text);
}

function parsed<T extends Options>(words: readonly string[], options: T): Read<T> {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
