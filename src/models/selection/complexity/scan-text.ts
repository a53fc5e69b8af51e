import { PAIR_STARTS, SIGNALS, UNSPACED_REASONING, type Signal } from './words';

/** What a text holds, counted. */
export interface TextCounts extends Record<Signal, number> {
  questions: number;
  /** Lines of tables and fields of JSON. */
  data: number;
}

const MATHEMATICAL = /[∑∏∫√∂∞≠≤≥≈∈∀∃∇]|\\(?:frac|int|sum|sqrt)\b/;
const LIST_LINE = /^\s{0,8}(?:\d{1,3}[.)]|[-*•])\s/;
const CODE_LINE = /[;{}]\s*$|=>|^\s*(?:def|import|return|if|for|while)\b.*[:;({]\s*$/;
const QUESTION = /[?？؟]/g;
const WORD_UNIT = Uint8Array.from({ length: 128 }, (_, code) => (/[a-z0-9]/i.test(String.fromCharCode(code)) ? 1 : 0));
const LONGEST_WORD = 24;
const UNSPACED = /[\u3040-\u9fff\uac00-\ud7af]/;

/** Counts the signals of `text`, line by line and word by word, in linear time. */
export function scanText(text: string): TextCounts {
  const counts: TextCounts = { reasoning: 0, constraints: 0, steps: 0, code: 0, math: 0, questions: 0, data: 0 };
  countWords(text.toLowerCase(), counts);
  counts.questions = text.match(QUESTION)?.length ?? 0;
  if (MATHEMATICAL.test(text)) counts.math += 1;
  if (text.includes('```')) counts.code += 2;
  if (UNSPACED.test(text)) counts.reasoning += text.match(UNSPACED_REASONING)?.length ?? 0;
  for (const line of text.split('\n')) countLine(line.length > 2_000 ? line.slice(0, 2_000) : line, counts);
  return counts;
}

/** Words are found by hand: a Unicode regular expression takes ten times as long. */
function countWords(text: string, counts: TextCounts): void {
  let previous = '';
  let start = -1;
  for (let index = 0; index <= text.length; index += 1) {
    if (isWordUnit(text.charCodeAt(index))) {
      if (start < 0) start = index;
    } else if (start >= 0) {
      const word = index - start <= LONGEST_WORD ? text.slice(start, index) : '';
      const found = SIGNALS.get(word) ?? (PAIR_STARTS.has(previous) ? SIGNALS.get(`${previous}-${word}`) : undefined);
      if (found !== undefined) for (const signal of found) counts[signal] += 1;
      previous = word;
      start = -1;
    }
  }
}

/** Letters and digits; beyond ASCII all but the punctuation blocks, and none of the scripts without spaces. NaN, the end, is none. */
function isWordUnit(code: number): boolean {
  if (code < 0x80) return WORD_UNIT[code] === 1;
  return code >= 0xaa && code < 0x2000;
}

function countLine(line: string, counts: TextCounts): void {
  if (line.length < 3) return;
  if (LIST_LINE.test(line)) counts.steps += 1;
  if (CODE_LINE.test(line)) counts.code += 0.5;
  counts.data += dataOf(line);
}

/** A row with two tabs or pipes, or three commas among few words, is one; JSON counts by its fields. */
function dataOf(line: string): number {
  let tabs = 0;
  let commas = 0;
  let spaces = 0;
  let fields = 0;
  for (let index = 0; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    if (code === 0x09 || code === 0x7c) tabs += 1;
    else if (code === 0x2c) commas += 1;
    else if (code === 0x20) spaces += 1;
    else if (code === 0x3a && line.charCodeAt(index - 1) === 0x22) fields += 1;
  }
  if (fields > 0) return fields / 2;
  return tabs >= 2 || (commas >= 3 && spaces <= commas) ? 1 : 0;
}
