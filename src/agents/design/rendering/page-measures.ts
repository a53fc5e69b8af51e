/** A text as the browser set it. */
export interface RenderedText {
  text: string;
  /** CSS colours, as `getComputedStyle` gives them. */
  color: string;
  /** From the text outwards, up to the first that is opaque. */
  backgrounds: string[];
  /** Whether a picture or a gradient lies behind it. */
  onImage: boolean;
  fontSizePx: number;
  bold: boolean;
}

/** What one look at a page shows. */
export interface PageMeasures {
  /** How wide the content is; more than the viewport scrolls sideways. */
  contentWidthPx: number;
  heightPx: number;
  /** What sticks out to the right: element and text. */
  overflowing: string[];
  /** What is cut off by its own box. */
  clipped: string[];
  /** Targets below the size asked for that do not stand in a line of text. */
  smallTargets: string[];
  texts: RenderedText[];
}
