import { Injectable } from '@nestjs/common';
import { RemoteCalls, type PublicOf } from '../../remote';
import type { Estimate, GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope, ModelAttempt } from '../generate';
import { DEFAULT_TIMEOUT_MS, type UnscreenedModels } from '../unscreened-models';
import { answerOfWire, MODEL_CALLS, type WireAnswer, type WireEvent } from './model-calls';

/** Milliseconds that an answer has for its way: who calls the model ends by itself in time. */
const WAY_MS = 2_000;
/** Milliseconds in which an estimate is made, which asks nobody. */
const ESTIMATE_MS = 5_000;

/** The models, where another process calls them. */
@Injectable()
export class RemoteModels implements PublicOf<UnscreenedModels> {
  constructor(private readonly calls: RemoteCalls) {}

  async answer({ paid, ...scope }: GenerateScope, request: GenerateRequest, signal: AbortSignal): Promise<GenerateAnswer> {
    return answerOfWire(await this.calls.ask<WireAnswer>(MODEL_CALLS.answer, { scope, request }, optionsOf(request, signal, paid)));
  }

  async *events({ paid, ...scope }: GenerateScope, request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
    const events = this.calls.stream<WireEvent>(MODEL_CALLS.events, { scope, request }, optionsOf(request, signal, paid));
    for await (const event of events) yield event.type === 'done' ? { ...event, answer: answerOfWire(event.answer) } : event;
  }

  estimate(request: GenerateRequest): Promise<Estimate> {
    return this.calls.ask(MODEL_CALLS.estimate, { request }, { timeoutMs: ESTIMATE_MS });
  }
}

function optionsOf({ timeoutMs = DEFAULT_TIMEOUT_MS }: GenerateRequest, signal: AbortSignal, paid: GenerateScope['paid']) {
  return { timeoutMs: timeoutMs + WAY_MS, signal, note: (attempt: unknown) => void paid?.push(attempt as ModelAttempt) };
}
