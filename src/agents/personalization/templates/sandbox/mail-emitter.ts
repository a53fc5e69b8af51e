import { toValue, type Emitter } from 'liquidjs';
import type { WorkMeter } from './work-meter';

/** A part that gets longer than a mail may be. */
export class PartTooLong extends Error {}

/** Ends of the author's text after which an address is expected: `href="`, `src='`, `url(`. Only the last characters are looked at. */
const BEFORE_ADDRESS = /(?:\b(?:href|src|srcset|action|formaction|background|poster)\s*=\s*["']?|\burl\(\s*["']?)\s*$/i;
const LOOKED_AT = 40;
const MAY_BEGIN_ADDRESS: ReadonlySet<string> = new Set(['"', "'", '=', '(']);
/** How a value may begin that is a whole address: the web, mail, phones, and places within. All else, `javascript:` above all, is left out. */
const SAFE_ADDRESS = /^\s*(?:https?:|mailto:|tel:|sms:|cid:|\/|#|\?)/i;

/** Takes what is rendered. The text of the template's author is told from values: an address that a value begins must be a safe one. */
export class MailEmitter implements Emitter {
  buffer = '';
  /** Addresses that were left out. */
  unsafe = 0;
  private addressBegins = false;

  constructor(
    private readonly meter: WorkMeter,
    private readonly mostLength: number,
  ) {}

  /** Takes a value, or what a tag prints. */
  write(value: unknown): void {
    if (typeof value !== 'string') this.meter.weigh(value);
    let text = textOf(value);
    if (this.addressBegins && text.trim() !== '') {
      this.addressBegins = false;
      if (!SAFE_ADDRESS.test(text)) {
        this.unsafe += 1;
        text = '';
      }
    }
    this.append(text);
  }

  /** Takes what the author wrote. */
  writeOwn(text: string): void {
    if (text === '') return;
    const end = text.slice(-LOOKED_AT).trimEnd();
    this.addressBegins = MAY_BEGIN_ADDRESS.has(end.at(-1)!) && BEFORE_ADDRESS.test(end);
    this.append(text);
  }

  private append(text: string): void {
    this.meter.use(text.length);
    this.buffer += text;
    if (this.buffer.length > this.mostLength) throw new PartTooLong();
  }
}

/** A value as a mail shows it: entries of a list follow each other, and what has no text of its own, such as an object, shows nothing. */
export function textOf(given: unknown): string {
  const value: unknown = toValue(given);
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join('');
  return typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : '';
}
