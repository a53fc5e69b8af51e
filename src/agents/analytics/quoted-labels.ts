/** Labels without digits say no number. */
const DIGIT = /\d/;
const PLAIN_NUMBER = /^\d+(?:\.\d+)?$/;

/** Names that hold digits but claim no figure: levels such as `1) $0 - $100`, dates such as `2026-03-31`. */
export interface QuotedLabels {
  /** Labels to leave out of a text before its numbers are looked for, the longest first. */
  phrases: readonly string[];
  /** Labels that are numbers themselves: a text may repeat them. */
  numbers: readonly string[];
}

/** Sorts out the labels that a sentence of the analysis may quote. */
export function quotedLabels(labels: Iterable<string>): QuotedLabels {
  const withDigits = [...new Set(labels)].filter((label) => DIGIT.test(label));
  return {
    phrases: withDigits.filter((label) => !PLAIN_NUMBER.test(label)).sort((a, b) => b.length - a.length),
    numbers: withDigits.filter((label) => PLAIN_NUMBER.test(label)),
  };
}

/** A text without the labels that it quotes. */
export function withoutLabels(text: string, { phrases }: QuotedLabels): string {
  return phrases.reduce((rest, phrase) => rest.replaceAll(phrase, '…'), text);
}
