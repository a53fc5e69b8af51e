/** Models before thinking became the default: 3.x, and 4.0 to 4.6. */
const BEFORE_THINKING = /^claude-(?:3|instant|2|(?:opus|sonnet|haiku)-4(?!-[7-9]))/;

/**
 * Whether `model` takes a temperature and a forced tool choice. Later models (4.7 on, and the 5 line) think by default and
 * answer both with a 400, says Anthropic's migration guide to Claude Sonnet 5.5; the SDK's types no longer know `temperature`.
 */
export function takesSamplingAndForcedTools(model: string): boolean {
  return BEFORE_THINKING.test(model);
}
