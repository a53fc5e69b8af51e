import { Injectable } from '@nestjs/common';
import { MeshError } from '../../errors';
import { redacted, SURE, type PersonalDataSpan } from '../../text';
import type { GenerateScope } from '../generate';
import { Scans } from './detect/scans';
import { JUDGED_CATEGORIES } from './judge/judge-question';
import { Judge, type JudgedScores } from './judge/judge';
import { SafetyPolicies } from './policy/safety-policies';
import type { SafetyPolicy } from './policy/safety-policy';
import type { CategoryScores } from './safety-category';
import { SafetyMetrics, type CheckedSurface } from './safety-metrics';
import { verdictOf, type SafetyVerdict } from './safety-verdict';

/** Scores between which patterns are in doubt: a model is asked, where there is one. */
const GREY_FROM = 0.25;
const GREY_UNTIL = 0.9;

/** The content safety filter: patterns and statistics first, then, where they are in doubt and there is one, a model. */
@Injectable()
export class ContentSafetyFilter {
  constructor(
    private readonly scans: Scans,
    private readonly judge: Judge,
    private readonly policies: SafetyPolicies,
    private readonly metrics: SafetyMetrics,
  ) {}

  /**
   * What a text is found to be, under the policy of the tenant.
   * @throws MeshError 503 `safety-judge-unavailable` when the model that judges does not answer and the policy lets nothing pass then.
   */
  async check(
    scope: GenerateScope,
    text: string,
    surface: CheckedSurface,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<SafetyVerdict> {
    const done = this.metrics.begin(surface);
    const policy = await this.policies.of(scope.tenantId);
    const { scores, findings, personal } = await this.scans.of(text, signal);
    if (!this.isForJudge(scores, policy)) return done(verdictOf(scores, { findings, personal, method: 'pattern' }, policy));
    // Whoever judges sees no more of people than whoever answers does.
    const hidden = personal.filter(({ type, score }) => score >= SURE && policy.redact.has(type));
    const judged = await this.judge.scoresOf(scope, redacted(text, hidden), signal);
    this.metrics.judged(judged === undefined ? 'failed' : 'answered');
    if (judged !== undefined) return done(verdictOf(merged(scores, judged), { findings, personal, method: 'both' }, policy));
    if (policy.judge.onFailure === 'open') return done(verdictOf(scores, { findings, personal, method: 'pattern' }, policy));
    throw new MeshError(
      'unavailable',
      'safety-judge-unavailable',
      'the model that judges texts does not answer, and nothing passes without it',
    );
  }

  /** Personal data and secrets in a text, in its order. */
  async personalIn(text: string, signal: AbortSignal): Promise<readonly PersonalDataSpan[]> {
    return (await this.scans.of(text, signal)).personal;
  }

  private isForJudge(scores: CategoryScores, { judge }: SafetyPolicy): boolean {
    if (!this.judge.isConfigured || judge.when === 'never') return false;
    return judge.when === 'always' || JUDGED_CATEGORIES.some((category) => scores[category] >= GREY_FROM && scores[category] < GREY_UNTIL);
  }
}

/** Where patterns are sure, they stay; where they are not, the model's word counts. */
function merged(scores: CategoryScores, judged: JudgedScores): CategoryScores {
  const both = { ...scores };
  for (const category of JUDGED_CATEGORIES) if (both[category] < GREY_UNTIL) both[category] = judged[category] ?? 0;
  return both;
}
