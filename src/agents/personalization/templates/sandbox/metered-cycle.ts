import { CycleTag, evalToken, type Context } from 'liquidjs';
import { MailRendering } from './mail-rendering';

type Group = Parameters<typeof evalToken>[0];

/** `cycle`, which makes one name of its group and of all its values each time it is reached: that is paid for. */
export class MeteredCycle extends CycleTag {
  override *render(context: Context, emitter: Parameters<CycleTag['render']>[1]): Generator<unknown, unknown, unknown> {
    if (context instanceof MailRendering) {
      context.meter.use(this.token.end - this.token.begin);
      context.meter.weigh(yield evalToken((this as unknown as { group: Group }).group, context)); // private
    }
    return yield* super.render(context, emitter);
  }
}
