import { Context, type Liquid, type Template } from 'liquidjs';
import type { WorkMeter } from './work-meter';

/** One part of one mail while it is rendered. What it assigns, counts and cycles ends with it. */
export class MailRendering extends Context {
  /** Outputs that were reached, for who asks which values were missing. */
  readonly printed: Template[] = [];

  constructor(
    record: Readonly<Record<string, unknown>>,
    liquid: Liquid,
    readonly meter: WorkMeter,
  ) {
    // A meter counts memory and time as one; LiquidJS calls only `use` and `check`, though it declares a class of its own.
    const limits = { memoryLimit: meter, renderLimit: meter } as unknown as Pick<Context, 'memoryLimit' | 'renderLimit'>;
    super(Object.assign(Object.create(null) as object, record), liquid.options, { sync: true }, { ...limits, liquid });
  }

  /** Reads a field of a value; a list is no name of a field, and is costly to make one of. */
  override readProperty(...[holder, key]: Parameters<Context['readProperty']>): unknown {
    this.meter.use(1);
    return Array.isArray(key) ? undefined : (super.readProperty(holder, key) as unknown);
  }
}
