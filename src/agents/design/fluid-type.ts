import { EMAIL_WIDTH_PX, NARROWEST_PX } from './audit/widths';
import { typeScale } from './type-scale';

/** How much smaller headings are on the narrowest screen: a minor third (1.2) instead of a major (1.25) between steps. */
const NARROW_RATIO = 1.2;
const BODY_PX = 16;

/** A size that grows with the screen, from the narrowest to the width of an e-mail. */
export interface FluidStep {
  name: string;
  smallest_px: number;
  largest_px: number;
  /** For web pages; e-mail clients know no `clamp`, there the largest is used and headings wrap. */
  css: string;
}

/** The type scale for screens from 320 to 600 px. */
export function fluidType(): FluidStep[] {
  return typeScale().map(({ name, size_px: largest }, index) => {
    const smallest = Math.min(largest, index < 2 ? largest : Math.round(BODY_PX * NARROW_RATIO ** (index - 1)));
    const slope = (largest - smallest) / (EMAIL_WIDTH_PX - NARROWEST_PX);
    const start = smallest - slope * NARROWEST_PX;
    const css =
      smallest === largest ? `${largest}px` : `clamp(${smallest}px, ${start.toFixed(2)}px + ${(slope * 100).toFixed(2)}vw, ${largest}px)`;
    return { name, smallest_px: smallest, largest_px: largest, css };
  });
}
