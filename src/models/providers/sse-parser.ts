import { StringDecoder } from 'node:string_decoder';

/** One event of a stream (HTML standard, 9.2.6): the lines of its data joined by `\n`, and its name where it has one. */
export interface ServerSentEvent {
  event?: string;
  data: string;
}

/** Characters of one event at most. */
export const MAX_EVENT_CHARACTERS = 1024 * 1024;

/** One event is longer than it may be. */
export class EventTooLong extends Error {
  override readonly name = 'EventTooLong';
}

/**
 * Cuts bytes into events: the same events however the bytes are chunked. Takes all three line ends, skips comments, ids and
 * retry times, and ignores a byte order mark.
 */
export class SseParser {
  private readonly decoder = new StringDecoder('utf8');
  private atStart = true;
  /** The last chunk ended in `\r`: a `\n` that follows belongs to it. */
  private afterReturn = false;
  private line = '';
  private event: string | undefined;
  private lines: string[] = [];
  private length = 0;

  /**
   * The events that `chunk` completes.
   * @throws EventTooLong where one exceeds its bound.
   */
  push(chunk: Buffer): ServerSentEvent[] {
    return this.read(this.decoder.write(chunk));
  }

  /** The event that the end of the stream completes: servers forget the last empty line. */
  end(): ServerSentEvent[] {
    return this.read(`${this.decoder.end()}\n\n`);
  }

  private read(decoded: string): ServerSentEvent[] {
    const text = this.normalised(decoded);
    const events: ServerSentEvent[] = [];
    let from = 0;
    // Only what is new is searched, so that an event in many small chunks costs no more than its length.
    for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
      this.finishLine(this.line + text.slice(from, to), events);
      from = to + 1;
    }
    if (from < text.length) this.line += text.slice(from);
    if (this.length + this.line.length > MAX_EVENT_CHARACTERS) throw new EventTooLong();
    return events;
  }

  /** All line ends as `\n`. */
  private normalised(decoded: string): string {
    let text = decoded;
    if (text === '') return text;
    if (this.atStart && text.startsWith('\uFEFF')) text = text.slice(1);
    if (this.afterReturn && text.startsWith('\n')) text = text.slice(1);
    this.atStart = false;
    this.afterReturn = decoded.endsWith('\r');
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }

  private finishLine(line: string, events: ServerSentEvent[]): void {
    this.line = '';
    if (line === '') return this.finishEvent(events);
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      this.lines.push(value);
      this.length += value.length;
    } else if (field === 'event') this.event = value;
    if (this.length > MAX_EVENT_CHARACTERS) throw new EventTooLong();
  }

  private finishEvent(events: ServerSentEvent[]): void {
    if (this.lines.length > 0) {
      const data = this.lines.length === 1 ? this.lines[0]! : this.lines.join('\n');
      events.push(this.event === undefined ? { data } : { event: this.event, data });
    }
    this.event = undefined;
    this.lines = [];
    this.length = 0;
  }
}
