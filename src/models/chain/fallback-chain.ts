import { Injectable } from '@nestjs/common';
import { totalsOf } from '../cost/totals';
import type { GenerateAnswer, GenerateEvent } from '../generate';
import type { ModelRequest } from '../model-provider';
import { InvalidOutput } from '../output/invalid-output';
import { readAnswer, type ReadAnswer } from '../output/read-answer';
import { repairMessages } from '../output/structured-output';
import { cancelled, interrupted } from './chain-failures';
import { Lanes, type Won } from './lanes';
import { openStream, type OpenedStream } from './opened-stream';
import { ProviderCalls } from './provider-calls';
import { withRetries } from './retries';
import type { Run, Turn } from './run';
import { continuationMessages, SaidSoFar } from './said-so-far';

/** Asks one candidate after the other until one gives a valid answer, all under one deadline. */
@Injectable()
export class FallbackChain {
  constructor(
    private readonly lanes: Lanes,
    private readonly calls: ProviderCalls,
  ) {}

  /**
   * A valid answer and all it took to get it.
   * @throws MeshError `provider-chain-exhausted`, `generate-cancelled` or a budget's refusal.
   */
  async answer(run: Run): Promise<GenerateAnswer> {
    const { value, turn } = await this.lanes.first(run, { start: (turn) => this.ask(turn), discard: async () => undefined });
    turn.limit.release();
    return finished(turn, value);
  }

  /**
   * An answer piece by piece, after a `start` as soon as any model has begun, and with the name of each model before its first
   * content. Until then a failing candidate is replaced silently; after it the failure is thrown, or the next candidate goes on
   * where the answer stopped, if the request wants that.
   * @throws MeshError as `answer`, or `stream-interrupted` after the first content.
   */
  async *stream(asked: Run): AsyncGenerator<GenerateEvent> {
    const leave = new AbortController();
    const follow = () => leave.abort(asked.signal.reason);
    if (asked.signal.aborted) follow();
    asked.signal.addEventListener('abort', follow, { once: true });
    try {
      yield* this.events({ ...asked, signal: leave.signal });
    } finally {
      // Whoever left early may have left before anything was opened.
      leave.abort(new DOMException('nobody reads any more', 'AbortError'));
      asked.signal.removeEventListener('abort', follow);
    }
  }

  private async *events(run: Run): AsyncGenerator<GenerateEvent> {
    const said = new SaidSoFar();
    let begun: () => void = () => undefined;
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    for (let isFirst = true; ; isFirst = false) {
      const opening = this.lanes.first(run, { start: (turn) => this.open(turn, said, begun), discard });
      if (isFirst) {
        // A reader who left in between has closed everything; nobody is there to hear how it ended.
        opening.catch(() => undefined);
        await Promise.race([beginning, opening]);
        yield { type: 'start' };
      }
      const { value: opened, turn } = await opening;
      let isNamed = false;
      try {
        for await (const chunk of opened) {
          const event = said.add(chunk);
          if (event === undefined) continue;
          if (!isNamed) yield { type: 'answering', ...turn.candidate };
          isNamed = true;
          yield event;
        }
        yield { type: 'done', answer: finished(turn, said.answer(turn.candidate.provider)) };
        return;
      } catch (error) {
        if (run.signal.aborted) throw cancelled();
        const goesOn = run.request.continueOnFailure === true && !said.hasToolCalls && run.waiting.length > 0;
        if (!goesOn) throw interrupted(error);
      } finally {
        turn.limit.release();
      }
    }
  }

  /** Asks one candidate; an answer in the wrong shape gets one chance of repair. */
  private async ask(turn: Turn): Promise<ReadAnswer> {
    const request = turn.run.selected.requestFor(turn.candidate);
    try {
      return await this.whole(turn, request);
    } catch (error) {
      if (!(error instanceof InvalidOutput) || error.fault === undefined) throw error;
      return this.whole(turn, { ...request, messages: [...request.messages, ...repairMessages(error.text, error.fault)] });
    }
  }

  private whole(turn: Turn, request: ModelRequest): Promise<ReadAnswer> {
    return withRetries(turn, () => this.calls.whole(turn, request, (answer) => readAnswer(answer, request)));
  }

  /** Opens a stream as far as its first content. From then on the deadline of the whole run counts, not this turn's share. */
  private async open(turn: Turn, said: SaidSoFar, began: () => void): Promise<OpenedStream> {
    const asked = turn.run.selected.requestFor(turn.candidate);
    const more = continuationMessages(said);
    const request = more.length === 0 ? asked : { ...asked, messages: [...asked.messages, ...more] };
    const opened = await withRetries(turn, () => openStream(this.calls.pieces(turn, request), began));
    turn.limit.extend(turn.run.deadlineAtMs - Date.now());
    return opened;
  }
}

async function discard(opened: OpenedStream): Promise<void> {
  await opened.return(undefined);
}

function finished({ candidate, run }: Won<unknown>['turn'], answer: ReadAnswer): GenerateAnswer {
  const { text, json, toolCalls, finishReason, model } = answer;
  return {
    text,
    ...(json === undefined ? {} : { json }),
    ...(toolCalls === undefined ? {} : { toolCalls }),
    finishReason,
    provider: candidate.provider,
    model,
    attempts: [...run.attempts],
    ...totalsOf(run.attempts),
    cached: false,
    decision: () => run.selected.decisionFor(candidate),
    adjusted: run.selected.adjustmentsFor(candidate),
  };
}
