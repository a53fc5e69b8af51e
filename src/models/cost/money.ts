/** Micro-dollars in a dollar: all money inside is whole micro-dollars. */
const MICRO_PER_USD = 1_000_000;
const PLACES = 6;

/** Dollars as the contract writes them, with six places: 1,250,000 → `1.250000`. */
export function formatUsd(microUsd: number): string {
  const whole = Math.abs(microUsd);
  const dollars = Math.floor(whole / MICRO_PER_USD);
  const rest = String(whole % MICRO_PER_USD).padStart(PLACES, '0');
  return `${microUsd < 0 ? '-' : ''}${dollars}.${rest}`;
}

/** The same where it may be unknown: null stays null, for unknown is not zero. */
export function usd(microUsd: number | null): string | null {
  return microUsd === null ? null : formatUsd(microUsd);
}

/** Reads dollars, a number or a decimal string of at most six places, without going through fractions; undefined for all else. */
export function parseMicroUsd(usd: unknown): number | undefined {
  if (typeof usd !== 'number' && typeof usd !== 'string') return undefined;
  const [, dollars, rest = ''] = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(String(usd)) ?? [];
  return dollars === undefined ? undefined : Number(dollars) * MICRO_PER_USD + Number(rest.padEnd(PLACES, '0'));
}

/** Rounds off the noise of binary fractions first, which would turn an exact half into a little less. */
export function roundHalfUp(value: number): number {
  return Math.floor(Number(value.toFixed(PLACES)) + 0.5);
}
