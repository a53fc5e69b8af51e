/** How a value is written: `points` are percentage points of a difference of rates, `p` is a p-value. */
export type NumberUnit = 'percent' | 'points' | 'dollars' | 'count' | 'p' | 'statistic';

/** P-values below this are written as `below 0.0001`. */
export const SMALLEST_P_SHOWN = 0.0001;

/** The one way in which a computed value is written in a sentence; signs are left to the words around it. */
export function formatNumber(value: number, unit: NumberUnit): string {
  const size = Math.abs(value);
  switch (unit) {
    case 'percent':
      return `${fixed(size * 100, size < 0.1 ? 2 : isWholePercent(size) ? 0 : 1)} %`;
    case 'points':
      return `${fixed(size * 100, 2)} points`;
    case 'dollars':
      return `$${fixed(size, 2)}`;
    case 'count':
      return fixed(size, 0);
    case 'p':
      return size < SMALLEST_P_SHOWN ? `below ${SMALLEST_P_SHOWN}` : fixed(size, 4);
    case 'statistic':
      return fixed(size, 2);
  }
}

/** Small values get two significant digits instead, so that rounding never moves a value by more than 5 %. */
function fixed(value: number, digits: number): string {
  const small = value !== 0 && value < 10 ** (1 - digits);
  return value.toLocaleString(
    'en-US',
    small ? { maximumSignificantDigits: 2 } : { minimumFractionDigits: digits, maximumFractionDigits: digits },
  );
}

/** Levels such as .95 are whole by choice, not by measurement. */
function isWholePercent(share: number): boolean {
  return Math.abs(share * 100 - Math.round(share * 100)) < 1e-9;
}
