/** Signs of code, markup and paths. */
const CODE = /[<>{}\\|`=]/;
/** Letters that are drawn in another way on purpose: mathematical, full-width, in circles, squares or brackets. */
const DRAWN = /[\u{1d400}-\u{1d7ff}\uff01-\uff5e\u249c-\u24e9\u{1f110}-\u{1f189}]/u;
const WHITE_SPACE = /\s/;

/**
 * Whether every sign of `text` counts, so that only an equal one says the same: a single word (`NULL` is not `null`), code, or letters
 * whose look is what they say.
 */
export function isLiteral(text: string): boolean {
  return !WHITE_SPACE.test(text.trim()) || CODE.test(text) || DRAWN.test(text);
}
