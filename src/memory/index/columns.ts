import { FLAG, languageOfNumber, OFFSET, PAGE_SIZE, RECORD_BYTES } from './column-record';

/** The columns of a network's memories, by number; grown page by page, read by scans. */
export class Columns {
  /** Numbers below this may hold memories. */
  size = 0;
  /** Languages (two letters) that memories were seen in; some may be gone. */
  readonly languages = new Set<string>();
  created = new Float64Array(0);
  expires = new Float64Array(0);
  validUntil = new Float64Array(0);
  session = new Uint32Array(0);
  actor = new Uint32Array(0);
  importance = new Float32Array(0);
  confidence = new Float32Array(0);
  length = new Uint16Array(0);
  type = new Uint8Array(0);
  flags = new Uint8Array(0);

  /** Bytes that all columns take. */
  get bytes(): number {
    return this.flags.length * RECORD_BYTES;
  }

  /** Takes over what Redis holds for a page; what lies behind the end of `bytes` is gone. */
  setPage(page: number, bytes: Buffer): void {
    const first = page * PAGE_SIZE;
    this.reserve(first + PAGE_SIZE);
    const count = Math.floor(bytes.length / RECORD_BYTES);
    this.size = Math.max(this.size, first + count);
    this.flags.fill(0, first + count, first + PAGE_SIZE);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let index = 0, number = first, at = 0; index < count; index += 1, number += 1, at += RECORD_BYTES) {
      this.flags[number] = view.getUint8(at + OFFSET.flags);
      this.created[number] = view.getFloat64(at + OFFSET.created);
      this.expires[number] = view.getFloat64(at + OFFSET.expires);
      this.validUntil[number] = view.getFloat64(at + OFFSET.validUntil);
      this.session[number] = view.getUint32(at + OFFSET.session);
      this.actor[number] = view.getUint32(at + OFFSET.actor);
      this.importance[number] = view.getFloat32(at + OFFSET.importance);
      this.confidence[number] = view.getFloat32(at + OFFSET.confidence);
      this.length[number] = view.getUint16(at + OFFSET.length);
      this.type[number] = view.getUint8(at + OFFSET.type);
      const language = view.getUint16(at + OFFSET.language);
      if (language !== 0) this.languages.add(languageOfNumber(language));
    }
  }

  /** Whether there is a memory with this number that has not expired. */
  isLive(number: number, nowMs: number): boolean {
    if (((this.flags[number] ?? 0) & FLAG.live) === 0) return false;
    const expires = this.expires[number] as number;
    return expires === 0 || expires > nowMs;
  }

  private reserve(size: number): void {
    if (size <= this.flags.length) return;
    const room = Math.max(size, this.flags.length * 2);
    this.created = grown(this.created, new Float64Array(room));
    this.expires = grown(this.expires, new Float64Array(room));
    this.validUntil = grown(this.validUntil, new Float64Array(room));
    this.session = grown(this.session, new Uint32Array(room));
    this.actor = grown(this.actor, new Uint32Array(room));
    this.importance = grown(this.importance, new Float32Array(room));
    this.confidence = grown(this.confidence, new Float32Array(room));
    this.length = grown(this.length, new Uint16Array(room));
    this.type = grown(this.type, new Uint8Array(room));
    this.flags = grown(this.flags, new Uint8Array(room));
  }
}

function grown<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
