import { Injectable } from '@nestjs/common';
import { Placeholders } from '../../../text';
import type { GenerateRequest, GenerateScope } from '../../generate';
import type { ContentScreen, ScreenedCall } from '../content-screen';
import { ContentSafetyFilter } from '../content-safety-filter';
import { SafetyPolicies } from '../policy/safety-policies';
import { SafetyMetrics } from '../safety-metrics';
import { AnswerScreen } from './answer-screen';
import { PromptScreen } from './prompt-screen';
import { textsOf, withTexts } from './request-texts';

/**
 * The content safety filter around every call: prompts that the tenant's policy refuses are sent to nobody, data in fences that reads like
 * instructions is taken out, placeholders stand for personal data, and answers are looked at before they are shown.
 */
@Injectable()
export class SafetyScreen implements ContentScreen {
  constructor(
    private readonly filter: ContentSafetyFilter,
    private readonly policies: SafetyPolicies,
    private readonly metrics: SafetyMetrics,
  ) {}

  async open(scope: GenerateScope, asked: GenerateRequest, signal: AbortSignal): Promise<ScreenedCall> {
    const policy = await this.policies.of(scope.tenantId);
    const placeholders = new Placeholders();
    const { dataMark: mark, callerWords } = asked;
    const prompt = new PromptScreen(this.filter, { scope, policy, placeholders, mark, judgesDataOnly: callerWords !== undefined, signal });
    if (callerWords !== undefined) await prompt.assertAllowed(callerWords);
    const shown = new Map<string, string>();
    for (const { text, source } of textsOf(asked)) {
      if (text.trim() === '') continue;
      const changed = await prompt.shown(text, source);
      if (changed !== text) shown.set(text, changed);
    }
    for (const { type, count } of placeholders.byType()) this.metrics.redacted(type, count);
    const request = shown.size === 0 ? asked : withTexts(asked, (text) => shown.get(text) ?? text);
    return new AnswerScreen(this.filter, {
      scope,
      policy,
      request,
      placeholders,
      mark,
      isTainted: prompt.isTainted,
      words: prompt.words,
      signal,
    });
  }
}
