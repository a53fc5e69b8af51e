import { hash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { RedisClient, tenantKey } from '../../../redis';
import type { GenerateScope } from '../../generate';
import { UnscreenedModels } from '../../unscreened-models';
import type { CategoryScores } from '../safety-category';
import { readGuardAnswer } from './guard-answer';
import { guardQuestion, JUDGED_CATEGORIES, scoresQuestion } from './judge-question';
import { SafetyConfig } from './safety.config';

/** Seconds for which a text that was judged is not judged again: a day. */
const KEPT_SECONDS = 86_400;
/** Milliseconds between two lines about the same trouble. */
const QUIET_MS = 60_000;

/** What a model makes of a text: a score for each category it was asked about. */
export type JudgedScores = Partial<CategoryScores>;

/** Asks the configured model what it makes of a text. */
@Injectable()
export class Judge {
  private readonly logger = new Logger(Judge.name);
  private quietUntilMs = 0;

  constructor(
    private readonly config: SafetyConfig,
    private readonly models: UnscreenedModels,
    private readonly redis: RedisClient,
  ) {}

  /** Whether there is a model to ask. */
  get isConfigured(): boolean {
    return this.config.judgeModel !== undefined;
  }

  /** Its scores; undefined where it did not answer in time, or not as it was asked to. The tenant pays. */
  async scoresOf(scope: GenerateScope, text: string, signal: AbortSignal): Promise<JudgedScores | undefined> {
    const { judgeModel } = this.config;
    if (judgeModel === undefined) return undefined;
    const key = tenantKey(scope.tenantId, `safety-verdict:${hash('sha256', `${judgeModel}\n${text}`)}`);
    const kept = await this.redis.run((redis) => redis.get(key)).catch(() => null);
    if (kept !== null) return JSON.parse(kept) as JudgedScores;
    const scores = await this.ask(judgeModel, scope, text, signal);
    if (scores !== undefined) await this.redis.run((redis) => redis.set(key, JSON.stringify(scores), 'EX', KEPT_SECONDS)).catch(() => null);
    return scores;
  }

  private async ask(model: string, scope: GenerateScope, text: string, signal: AbortSignal): Promise<JudgedScores | undefined> {
    const isGuard = /guard/iu.test(model);
    const question = { ...(isGuard ? guardQuestion(model, text) : scoresQuestion(model, text)), timeoutMs: this.config.judgeTimeoutMs };
    try {
      const answer = await this.models.answer(scope, question, signal);
      return isGuard ? readGuardAnswer(answer.text) : judgedIn(answer.json);
    } catch (error) {
      signal.throwIfAborted();
      this.warn(error);
      return undefined;
    }
  }

  private warn(error: unknown): void {
    if (Date.now() < this.quietUntilMs) return;
    this.quietUntilMs = Date.now() + QUIET_MS;
    this.logger.warn({ err: error }, 'the model that judges texts does not answer');
  }
}

/** The answer was held to its schema already. */
function judgedIn(json: unknown): JudgedScores {
  const scores = json as JudgedScores;
  return Object.fromEntries(JUDGED_CATEGORIES.map((category) => [category, scores[category] ?? 0]));
}
