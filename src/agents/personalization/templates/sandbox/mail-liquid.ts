import { Liquid, LiquidError, RenderError, toValueSync, TypeGuards, type Context, type Emitter, type Template } from 'liquidjs';
import { MOST_TEMPLATE_LENGTH } from '../mail-template';
import { BoundedParser } from './bounded-parser';
import { htmlFilters } from './html-filters';
import { MailEmitter, textOf } from './mail-emitter';
import { MailRendering } from './mail-rendering';
import { MeteredCase } from './metered-case';
import { MeteredCycle } from './metered-cycle';
import { meteredFilter, meteredOperators } from './metered-filters';
import { WorkMeter } from './work-meter';

const HTML_MARKS = /[&<>"']/g;
const HAS_MARKS = /[&<>"']/;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

/** What one part of one mail became. */
export interface RenderedPart {
  text: string;
  /** Addresses that were left out since they were none of the web, of mail or of a phone. */
  unsafe: number;
  /** Outputs and assignments that were reached. */
  reached: readonly Template[];
}

/**
 * LiquidJS for templates of strangers: no files, nothing but the fields of the record, and every rendering's work is bounded: each step, character
 * and entry of a list is paid for (`WorkMeter`), whatever tag, filter or operator asks for it. One is made for each step and kind of part.
 */
export class MailLiquid {
  private readonly liquid: Liquid;

  /** `escapes`: whether values are escaped for HTML unless they end in `| raw`. */
  constructor(escapes: boolean) {
    const limits = { parseLimit: MOST_TEMPLATE_LENGTH };
    const strict = { ownPropertyOnly: true, strictFilters: true, dynamicPartials: false, templates: {} };
    const fixed = { timezoneOffset: 0, locale: 'en-US', operators: meteredOperators(), cache: false };
    this.liquid = new Liquid({ ...limits, ...strict, ...fixed, outputEscape: escapes ? escaped : printed });
    const filters = { ...this.liquid.filters, ...(escapes ? htmlFilters(this.liquid.filters) : {}) };
    for (const [name, filter] of Object.entries(filters)) this.liquid.registerFilter(name, meteredFilter(name, filter));
    this.liquid.registerTag('case', MeteredCase);
    this.liquid.registerTag('cycle', MeteredCycle);
    this.liquid.renderer.renderTemplates = renderTemplates;
  }

  /** @throws LiquidError naming the place, or RangeError for an expression that is nested too deeply. */
  parse(source: string): Template[] {
    return new BoundedParser(this.liquid).parse(source);
  }

  /**
   * Renders a part for one record. @throws LiquidError naming the place; its `originalError` is a RenderOverrun when the work is too much, and
   * PartTooLong when the part gets longer than `mostLength`.
   */
  render(templates: Template[], record: Readonly<Record<string, unknown>>, mostLength: number): RenderedPart {
    const rendering = new MailRendering(record, this.liquid, new WorkMeter());
    const emitter = new MailEmitter(rendering.meter, mostLength);
    toValueSync(this.liquid.renderer.renderTemplates(templates, rendering, emitter));
    return { text: emitter.buffer, unsafe: emitter.unsafe, reached: rendering.printed };
  }
}

/** As LiquidJS does it, but each step is paid for, and what is captured is bounded as well. */
function* renderTemplates(templates: Template[], context: Context, given?: Emitter): Generator<unknown, string, unknown> {
  const rendering = context as MailRendering;
  const emitter = (given as MailEmitter | undefined) ?? new MailEmitter(rendering.meter, Infinity);
  rendering.meter.step();
  for (const template of templates) {
    try {
      rendering.meter.step();
      if (TypeGuards.isHTMLToken(template.token)) {
        emitter.writeOwn(template.token.getContent());
        continue;
      }
      rendering.printed.push(template);
      const text: unknown = yield template.render(context, emitter);
      if (typeof text === 'string') emitter.write(text); // tags may return what they print instead of writing it
      if (context.breakCalled || context.continueCalled) break;
    } catch (error) {
      throw LiquidError.is(error) ? error : new RenderError(error as Error, template);
    }
  }
  return emitter.buffer;
}

/** A filter that LiquidJS puts at the end of outputs. */
function printed(this: { context: Context }, value: unknown): string {
  (this.context as MailRendering).meter.weigh(value);
  return textOf(value);
}

function escaped(this: { context: Context }, value: unknown): string {
  const text = printed.call(this, value);
  return HAS_MARKS.test(text) ? text.replace(HTML_MARKS, (mark) => ENTITIES[mark]!) : text;
}
