/** Bytes. Where it begins before anything is measured, and how far it may move. */
const START_BYTES = 1_024;
const LOWEST_BYTES = 256;
const HIGHEST_BYTES = 16_384;
/** Size classes by powers of two: 256 B … 8 KiB. Above, compression always pays. */
const CLASSES = Math.log2(HIGHEST_BYTES / LOWEST_BYTES);

/**
 * What a microsecond of the event loop must save, in bytes. At list prices (some 20 USD a month for a core, 5 USD a month for a
 * GB of Redis) 4 bytes have paid for their microsecond after about a quarter of an hour; the default life of a memory is 90 days.
 * It is not lower because time on the loop is also everybody's latency. Measured on 2 cores: 10–17 at 300 B–1 KiB, 25–30 at 4 KiB.
 */
export const WORTH_BYTES_PER_MICROSECOND = 4;
/** A class that is not compressed must do better than one that is, so that it does not go back and forth. */
const CHANGE_OF_MIND = 1.25;
/** Measurements to a judgement: an odd number, for the median, which pauses of the process and cold code do not move. */
const WINDOW = 31;
/** Of the texts under the threshold one in so many is compressed all the same, to see what that would save. */
const PROBE_EVERY = 64;

type Judgement = 'unknown' | 'worth' | 'not-worth';

/** From which size on texts are compressed, learnt from what compressing them saved and cost. */
export class CompressionThreshold {
  private thresholdBytes = START_BYTES;
  private belowThreshold = 0;
  private readonly judgements: Judgement[] = new Array<Judgement>(CLASSES).fill('unknown');
  private readonly rates = Array.from({ length: CLASSES }, () => new Float64Array(WINDOW));
  private readonly counts = new Uint8Array(CLASSES);

  /** The threshold of now: a power of two, 256–16,384 bytes. */
  get bytes(): number {
    return this.thresholdBytes;
  }

  /** Whether a text of `rawBytes` is to be compressed: because it is large enough, or as a probe. */
  admits(rawBytes: number): boolean {
    if (rawBytes >= this.thresholdBytes) return true;
    if (rawBytes < LOWEST_BYTES) return false;
    this.belowThreshold = (this.belowThreshold + 1) % PROBE_EVERY;
    return this.belowThreshold === 0;
  }

  /** Takes in that compressing a text of `rawBytes` saved `savedBytes` (0 when it was kept raw) in so many microseconds. */
  learn(rawBytes: number, savedBytes: number, microseconds: number): void {
    if (rawBytes < LOWEST_BYTES || rawBytes >= HIGHEST_BYTES) return;
    const sizeClass = Math.floor(Math.log2(rawBytes / LOWEST_BYTES));
    const rates = this.rates[sizeClass] as Float64Array;
    const count = this.counts[sizeClass] as number;
    // A clock may stand still for as long as a short call takes.
    rates[count] = savedBytes / Math.max(0.1, microseconds);
    this.counts[sizeClass] = (count + 1) % WINDOW;
    if (count + 1 === WINDOW) this.judge(sizeClass, rates.sort()[(WINDOW - 1) / 2] as number);
  }

  private judge(sizeClass: number, bytesPerMicrosecond: number): void {
    const isCompressed = lowerBound(sizeClass) >= this.thresholdBytes;
    const wanted = WORTH_BYTES_PER_MICROSECOND * (isCompressed ? 1 : CHANGE_OF_MIND);
    this.judgements[sizeClass] = bytesPerMicrosecond >= wanted ? 'worth' : 'not-worth';
    this.thresholdBytes = this.lowestWorth();
  }

  /** Down from the largest class until one is not worth it; nobody is led under 1 KiB by a class that has not been measured. */
  private lowestWorth(): number {
    let lowest = HIGHEST_BYTES;
    for (let sizeClass = CLASSES - 1; sizeClass >= 0; sizeClass -= 1) {
      const judgement = this.judgements[sizeClass];
      if (judgement === 'not-worth') return lowest;
      if (judgement === 'worth' || lowerBound(sizeClass) >= START_BYTES) lowest = lowerBound(sizeClass);
    }
    return lowest;
  }
}

const lowerBound = (sizeClass: number): number => LOWEST_BYTES << sizeClass;
