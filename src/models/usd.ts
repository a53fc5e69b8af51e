const MICRO_DIGITS = 6;

/** Whole micro-dollars as a decimal string of US dollars with 6 places; null stays null: unknown is not zero. */
export function usd(microUsd: number | null): string | null {
  if (microUsd === null) return null;
  const digits = String(microUsd).padStart(MICRO_DIGITS + 1, '0');
  return `${digits.slice(0, -MICRO_DIGITS)}.${digits.slice(-MICRO_DIGITS)}`;
}
