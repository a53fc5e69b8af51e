import type { CodecName } from './codec-byte';

/** What a codec has written since its process began; sizes in bytes. */
export interface MemoryCodecStats {
  items: number;
  /** As UTF-8. */
  rawBytes: number;
  /** As handed to Redis, codec byte and all. */
  storedBytes: number;
  savedBytes: number;
  /** Texts from this size on are compressed now. */
  thresholdBytes: number;
  /** Items by the codec they were written with. */
  byCodec: Record<CodecName, number>;
}

/** Counts what a codec writes. */
export class CodecTally {
  private readonly byCodec: Record<CodecName, number> = { raw: 0, deflate: 0, 'deflate-dictionary-1': 0, zstd: 0 };
  private items = 0;
  private rawBytes = 0;
  private storedBytes = 0;

  add(codec: CodecName, rawBytes: number, storedBytes: number): void {
    this.byCodec[codec] += 1;
    this.items += 1;
    this.rawBytes += rawBytes;
    this.storedBytes += storedBytes;
  }

  stats(thresholdBytes: number): MemoryCodecStats {
    const { items, rawBytes, storedBytes } = this;
    return { items, rawBytes, storedBytes, savedBytes: rawBytes - storedBytes, thresholdBytes, byCodec: { ...this.byCodec } };
  }
}
