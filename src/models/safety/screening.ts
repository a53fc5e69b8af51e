import { Inject, Injectable } from '@nestjs/common';
import type { GenerateRequest, GenerateScope } from '../generate';
import { CONTENT_SCREENS, type ContentScreen, type ScreenedCall } from './content-screen';

/** The one place before and the one place after every model call: all screens judge here, and nothing goes around them. */
@Injectable()
export class Screening {
  constructor(@Inject(CONTENT_SCREENS) private readonly screens: readonly ContentScreen[]) {}

  /** The request as it may be sent, and the way back: what was screened first is shown last. @throws MeshError of kind `unsafe`. */
  async open(scope: GenerateScope, asked: GenerateRequest, signal: AbortSignal): Promise<ScreenedCall> {
    const calls: ScreenedCall[] = [];
    let request = asked;
    for (const screen of this.screens) {
      const call = await screen.open(scope, request, signal);
      calls.unshift(call);
      request = call.request;
    }
    return {
      request,
      answer: async (answer) => {
        let shown = answer;
        for (const call of calls) shown = await call.answer(shown);
        return shown;
      },
      events: (events) => calls.reduce((shown, call) => call.events(shown), events),
    };
  }
}
