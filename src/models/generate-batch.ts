import { Injectable } from '@nestjs/common';
import { problemOfFailure, type Problem } from '../errors';
import { MeshLimits, type Principal } from '../security';
import type { GenerateDto } from './dto/generate.dto';
import { generateAnswerView } from './generate-answer.view';
import type { GenerateCall } from './generate-reader';
import { GenerateReader } from './generate-reader';
import { generateRequestOf, scopeOf } from './generate-request';
import { ModelsService } from './models.service';

/** Requests of one batch that run at once: a batch must not crowd out everybody else. */
const CONCURRENCY = 8;

/** What became of one request of a batch; `status` is what it would have been alone. */
type BatchResult =
  { index: number; status: 200; answer: ReturnType<typeof generateAnswerView> } | { index: number; status: number; error: Problem };

/** Runs many requests, each for itself. */
@Injectable()
export class GenerateBatch {
  constructor(
    private readonly models: ModelsService,
    private readonly reader: GenerateReader,
    private readonly limits: MeshLimits,
  ) {}

  /**
   * One result for each body, in their order; a failure is a result too. Stops, and starts no more, when `signal` aborts.
   * @throws MeshError 422 or 413 for the first body that cannot be read: then nothing has been asked or paid.
   */
  async run(principal: Principal, bodies: readonly GenerateDto[], signal: AbortSignal): Promise<BatchResult[]> {
    await this.limits.assertBatch(principal, bodies.length);
    const calls = bodies.map((body, index) => ({
      scope: scopeOf(principal, body),
      request: generateRequestOf(body, `requests[${index}].`),
    }));
    const results: BatchResult[] = [];
    const waiting = calls.entries();
    const work = async () => {
      for (const [index, call] of waiting) {
        signal.throwIfAborted();
        results[index] = await this.one(principal, index, call, signal);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
    return results;
  }

  private async one(principal: Principal, index: number, { scope, request }: GenerateCall, signal: AbortSignal): Promise<BatchResult> {
    try {
      await this.reader.assertMayAsk(principal, scope);
      return { index, status: 200, answer: generateAnswerView(await this.models.generate(scope, request, signal)) };
    } catch (failure) {
      const error = problemOfFailure(failure, scope.requestId);
      return { index, status: error.status, error };
    }
  }
}
