import type { RenderedMail } from './compiled-mail';

/** Mails that are shown beside the dataset that holds them all. */
const PREVIEWS = 3;
/** Bytes of JSON of all previews: results are kept in Redis, and are asked for whole. A preview that does not fit is cut. */
const MOST_BYTES = 150_000;
const CUT_LENGTH = 8_000;

/** One mail as its recipient gets it; `truncated` when its body is cut. */
export interface MailPreview {
  email: string;
  subject?: string;
  preheader?: string;
  html?: string;
  text?: string;
  truncated?: true;
}

/** Chooses mails spread over an audience of `records`. */
export class Previews {
  readonly chosen: MailPreview[] = [];
  private bytes = 0;

  constructor(private readonly records: number) {}

  /** Takes the mail of record `index` if it is one of those to show: its HTML, or its text where it has none. */
  take(index: number, email: string, { parts }: RenderedMail): void {
    const { length } = this.chosen;
    if (length >= PREVIEWS || index < Math.floor((length * this.records) / PREVIEWS)) return;
    const { text, ...others } = parts;
    const preview: MailPreview = { email, ...others, ...(others.html === undefined && text !== undefined ? { text } : {}) };
    const bytes = Buffer.byteLength(JSON.stringify(preview));
    const fits = this.bytes + bytes <= MOST_BYTES;
    this.bytes += fits ? bytes : 0;
    this.chosen.push(fits ? preview : cut(preview));
  }
}

function cut(preview: MailPreview): MailPreview {
  const shortened = Object.entries(preview).map(([name, value]) => [name, (value as string).slice(0, CUT_LENGTH)]);
  return { ...(Object.fromEntries(shortened) as MailPreview), truncated: true };
}
