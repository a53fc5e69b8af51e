/** One step of the type scale. */
export interface TypeStep {
  name: string;
  size_px: number;
  line_height: number;
}

/** Body size of e-mail text; smaller is hard to read on a phone. */
const BODY_PX = 16;
/** A major third: clear steps that still fit a narrow screen. */
const RATIO = 1.25;

/** Sizes from small print to headline, in whole pixels; lines get tighter as type grows. */
export function typeScale(): TypeStep[] {
  const step = (name: string, power: number, line_height: number) => ({ name, size_px: Math.round(BODY_PX * RATIO ** power), line_height });
  return [
    { name: 'small', size_px: 14, line_height: 1.5 },
    step('body', 0, 1.5),
    step('lead', 1, 1.4),
    step('title', 2, 1.3),
    step('headline', 3, 1.2),
  ];
}
