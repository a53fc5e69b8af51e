import { Inject, Injectable } from '@nestjs/common';
import type { GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope } from '../generate';
import { CONTENT_SCREENS, type ContentScreen } from './content-screen';

/** The one place before and the one place after every model call: all screens judge here, and nothing goes around them. */
@Injectable()
export class Screening {
  constructor(@Inject(CONTENT_SCREENS) private readonly screens: readonly ContentScreen[]) {}

  /** The request as it may be sent. @throws MeshError of kind `unsafe`. */
  async before(scope: GenerateScope, request: GenerateRequest): Promise<GenerateRequest> {
    let screened = request;
    for (const screen of this.screens) screened = await screen.before(scope, screened);
    return screened;
  }

  /** The answer as it may be shown. @throws MeshError of kind `unsafe`. */
  async after(scope: GenerateScope, answer: GenerateAnswer): Promise<GenerateAnswer> {
    let screened = answer;
    for (const screen of this.screens) screened = await screen.after(scope, screened);
    return screened;
  }

  /** A streamed answer as it may be shown, piece by piece and as a whole. @throws MeshError of kind `unsafe`. */
  async *stream(scope: GenerateScope, events: AsyncGenerator<GenerateEvent>): AsyncGenerator<GenerateEvent> {
    if (this.screens.length === 0) {
      yield* events;
      return;
    }
    let shown = '';
    // Who answers is told together with the first thing that may be shown: until then a refusal can be an ordinary one.
    let answering: GenerateEvent | undefined;
    for await (const event of events) {
      if (event.type === 'answering') {
        answering = event;
        continue;
      }
      const screened = await this.screened(scope, event, shown);
      if (screened === undefined) continue;
      if (screened.type === 'delta') shown += screened.text;
      if (answering !== undefined) yield answering;
      answering = undefined;
      yield screened;
    }
  }

  /** The event as it may be shown; undefined where nothing is left of it. */
  private async screened(scope: GenerateScope, event: GenerateEvent, shown: string): Promise<GenerateEvent | undefined> {
    if (event.type === 'done') return { type: 'done', answer: await this.after(scope, event.answer) };
    if (event.type !== 'delta') return event;
    let { text } = event;
    for (const screen of this.screens) text = await screen.piece(scope, text, shown);
    return text === '' ? undefined : { type: 'delta', text };
  }
}
