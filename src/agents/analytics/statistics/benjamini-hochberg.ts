/** P-values adjusted by the step-up method (Benjamini & Hochberg 1995), in the order given: the expected share of false finds among finds stays below the level. */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = pValues.map((_, index) => index).sort((a, b) => pValues[b]! - pValues[a]!);
  const adjusted = new Array<number>(pValues.length);
  let ceiling = 1;
  order.forEach((index, fromTop) => {
    ceiling = Math.min(ceiling, (pValues[index]! * pValues.length) / (pValues.length - fromTop));
    adjusted[index] = ceiling;
  });
  return adjusted;
}
