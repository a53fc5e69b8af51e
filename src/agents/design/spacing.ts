/** A distance of the layout and where it is used. */
export interface SpacingStep {
  name: string;
  px: number;
  use: string;
}

/** Distances in steps of 4 px, the grid that common layouts share; wider apart as they grow, so that each reads as different. */
export function spacingScale(): SpacingStep[] {
  return [
    { name: 'hair', px: 4, use: 'between an icon and its label' },
    { name: 'small', px: 8, use: 'between paragraphs' },
    { name: 'base', px: 16, use: 'around a button, below a picture' },
    { name: 'gutter', px: 24, use: 'to the edges of the message' },
    { name: 'section', px: 48, use: 'between sections' },
    { name: 'page', px: 64, use: 'above and below a landing page' },
  ];
}
