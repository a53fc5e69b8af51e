import { Injectable } from '@nestjs/common';
import type { ProviderName } from '../model-provider';
import { Selector } from '../selection/selector';
import { tokensAt } from './estimate-tokens';
import { OpenAiTokens } from './openai-tokens';
import { textTokens } from './text-tokens';

/** The tokens of a text, in time linear in it. */
export type CountTokens = (text: string) => number;

/** How the tokens of a text are counted before it becomes part of a request. */
@Injectable()
export class TokenCounters {
  constructor(
    private readonly selector: Selector,
    private readonly exact: OpenAiTokens,
  ) {}

  /**
   * Counts as `model` does (`model` or `provider/model`): exactly for OpenAI's, an estimate for others; without a model the estimate for
   * o200k_base. @throws MeshError `model-not-found`.
   */
  async counterFor(model?: string): Promise<CountTokens> {
    if (model === undefined) return (text) => textTokens(text).tokens;
    const { provider } = this.selector.resolve(model).candidate;
    if (provider !== 'openai') return estimateAt(provider);
    await this.exact.load();
    return (text) => this.exact.ofText(text);
  }
}

function estimateAt(provider: ProviderName): CountTokens {
  return (text) => tokensAt(provider, textTokens(text));
}
