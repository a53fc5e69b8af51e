import { CaseTag, type Context, type Emitter } from 'liquidjs';
import { MailRendering } from './mail-rendering';

/** `case`, which compares with every value of its branches in one step: that step is paid for all of them. */
export class MeteredCase extends CaseTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    if (context instanceof MailRendering) {
      const target = yield this.value.value(context);
      for (const { values } of this.branches) values.forEach(() => context.meter.weigh(target));
    }
    yield* super.render(context, emitter);
  }
}
