const MISSING = '–';

/** A share or an amount with five decimals, or a dash when it is missing. */
export function five(value) {
  return isNumber(value) ? Number(value).toFixed(5) : MISSING;
}

/** { value, low, high } as `0.10617 (0.10206 to 0.11043)`. */
export function interval(rate) {
  if (!isNumber(rate?.value)) return MISSING;
  return isNumber(rate.low) && isNumber(rate.high) ? `${five(rate.value)} (${five(rate.low)} to ${five(rate.high)})` : five(rate.value);
}

/** A p-value; what five decimals cannot show is a bound. */
export function probability(p) {
  if (!isNumber(p)) return MISSING;
  return Number(p) < 0.00001 ? '< 0.00001' : five(p);
}

/** A relative difference, given as a fraction, in per cent with its sign. */
export function relative(fraction) {
  if (!isNumber(fraction)) return MISSING;
  return `${fraction > 0 ? '+' : ''}${(100 * Number(fraction)).toFixed(1)} %`;
}

/** A difference with its sign. */
export function difference(value) {
  return isNumber(value) ? `${value > 0 ? '+' : ''}${five(value)}` : MISSING;
}

/** A count with its thousands apart. */
export function count(value) {
  return isNumber(value) ? Number(value).toLocaleString('en-US') : MISSING;
}

function isNumber(value) {
  return value !== null && value !== undefined && value !== '' && Number.isFinite(Number(value));
}
