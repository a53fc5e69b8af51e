import { FLAG, languageOfNumber, OFFSET, PAGE_SIZE, RECORD_BYTES } from './column-record';

/** The columns of a network's memories, by row (see `PageSlots`); grown slot by slot, read by scans. */
export class Columns {
  /** Rows below this may hold memories. */
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

  /** Takes over what Redis holds for the page in a slot; what lies behind the end of `bytes` is gone. */
  setPage(slot: number, bytes: Buffer): void {
    const first = slot * PAGE_SIZE;
    this.reserve(first + PAGE_SIZE);
    const count = Math.floor(bytes.length / RECORD_BYTES);
    this.size = Math.max(this.size, first + count);
    this.flags.fill(0, first + count, first + PAGE_SIZE);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let index = 0, row = first, at = 0; index < count; index += 1, row += 1, at += RECORD_BYTES) {
      this.flags[row] = view.getUint8(at + OFFSET.flags);
      this.created[row] = view.getFloat64(at + OFFSET.created);
      this.expires[row] = view.getFloat64(at + OFFSET.expires);
      this.validUntil[row] = view.getFloat64(at + OFFSET.validUntil);
      this.session[row] = view.getUint32(at + OFFSET.session);
      this.actor[row] = view.getUint32(at + OFFSET.actor);
      this.importance[row] = view.getFloat32(at + OFFSET.importance);
      this.confidence[row] = view.getFloat32(at + OFFSET.confidence);
      this.length[row] = view.getUint16(at + OFFSET.length);
      this.type[row] = view.getUint8(at + OFFSET.type);
      const language = view.getUint16(at + OFFSET.language);
      if (language !== 0) this.languages.add(languageOfNumber(language));
    }
  }

  /** Whether there is a memory in this row that has not expired. */
  isLive(row: number, nowMs: number): boolean {
    if (((this.flags[row] ?? 0) & FLAG.live) === 0) return false;
    const expires = this.expires[row] as number;
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
