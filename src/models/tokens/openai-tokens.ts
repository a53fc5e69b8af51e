import { Injectable } from '@nestjs/common';
import { messageText } from '../message-text';
import { estimateTokens, type CountedRequest } from './estimate-tokens';
import { textTokens } from './text-tokens';

/** Merging is quadratic in the length of one piece: a text with longer runs than this is estimated instead. */
const RUN_MAX = 1_024;
const LONG_RUN = /([^\0- ]{1025,}|[\0- ]{1025,})/;

/** Characters counted exactly: 2,000,000 take about 150 ms of this process. */
const TEXT_MAX = 2_000_000;

/** The tokens of OpenAI's models by their own tokenizer (o200k_base), whose 2 MB table is only loaded when it is wanted. */
@Injectable()
export class OpenAiTokens {
  private count: ((text: string) => number) | undefined;
  private loading: Promise<void> | undefined;

  /** Resolves once `of` counts exactly. */
  async load(): Promise<void> {
    this.loading ??= import('gpt-tokenizer').then(({ countTokens }) => {
      // Text that looks like a special token is text.
      this.count = (text) => countTokens(text, { disallowedSpecial: new Set() });
    });
    await this.loading;
  }

  /** The tokens of `text`; runs too long to count, and all of it before `load`, are estimated. */
  ofText(text: string): number {
    const { count } = this;
    if (count === undefined) return textTokens(text).tokens;
    if (hasShortRuns(text)) return count(text);
    // A run that is cut out stands between two pieces of text whose tokens do not depend on it.
    return text.split(LONG_RUN).reduce((sum, part, at) => sum + (at % 2 === 1 ? textTokens(part).tokens : count(part)), 0);
  }

  /** The input tokens of `request`, exact but for images and tools; undefined before `load`, and for text too strange to count. */
  of(request: CountedRequest): number | undefined {
    if (this.count === undefined) return undefined;
    const texts = [request.system ?? '', ...request.messages.map(messageText)];
    if (texts.reduce((length, text) => length + text.length, 0) > TEXT_MAX || !texts.every(hasShortRuns)) return undefined;
    const guessed = texts.reduce((sum, text) => sum + textTokens(text).tokens, 0);
    const counted = texts.reduce((sum, text) => sum + (this.count?.(text) ?? 0), 0);
    return estimateTokens(request).tokens - guessed + counted;
  }
}

function hasShortRuns(text: string): boolean {
  let run = 0;
  let spaces = false;
  for (let index = 0; index < text.length; index += 1) {
    const isSpace = text.charCodeAt(index) <= 0x20;
    run = isSpace === spaces ? run + 1 : 1;
    spaces = isSpace;
    if (run > RUN_MAX) return false;
  }
  return true;
}
