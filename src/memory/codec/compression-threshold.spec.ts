import { CompressionThreshold, WORTH_BYTES_PER_MICROSECOND } from './compression-threshold';

const WINDOW = 31;

/** `count` texts of `rawBytes`, each saving half its size at `bytesPerMicrosecond`. */
function measure(threshold: CompressionThreshold, rawBytes: number, bytesPerMicrosecond: number, count = WINDOW): void {
  for (let i = 0; i < count; i += 1) threshold.learn(rawBytes, rawBytes / 2, rawBytes / 2 / bytesPerMicrosecond);
}

const GOOD = WORTH_BYTES_PER_MICROSECOND * 2;
const BAD = WORTH_BYTES_PER_MICROSECOND / 2;

describe('the threshold of compression', () => {
  let threshold: CompressionThreshold;
  beforeEach(() => {
    threshold = new CompressionThreshold();
  });

  it('begins at 1 KiB', () => {
    expect(threshold.bytes).toBe(1_024);
    expect(threshold.admits(1_023)).toBe(false);
    expect(threshold.admits(1_024)).toBe(true);
  });

  it('goes down to the smallest size that is worth it, and never below 256 B', () => {
    measure(threshold, 700, GOOD);
    expect(threshold.bytes).toBe(512);
    measure(threshold, 300, GOOD);
    expect(threshold.bytes).toBe(256);
    measure(threshold, 200, GOOD);
    expect(threshold.bytes).toBe(256);
  });

  it('goes down past sizes that never come', () => {
    measure(threshold, 300, GOOD);
    expect(threshold.bytes).toBe(256);
  });

  it('goes up over the largest size that is not worth it, and never above 16 KiB', () => {
    measure(threshold, 1_500, BAD);
    expect(threshold.bytes).toBe(2_048);
    measure(threshold, 9_000, BAD);
    expect(threshold.bytes).toBe(16_384);
    measure(threshold, 20_000, BAD);
    expect(threshold.bytes).toBe(16_384);
    expect(threshold.admits(16_384)).toBe(true);
  });

  it('goes up where texts do not compress at all', () => {
    for (let i = 0; i < WINDOW; i += 1) threshold.learn(4_096, 0, 50);
    expect(threshold.bytes).toBe(8_192);
  });

  it('comes down again when probes say so', () => {
    measure(threshold, 9_000, BAD);
    measure(threshold, 9_000, GOOD);
    expect(threshold.bytes).toBe(1_024);
  });

  it('waits for a whole window before it judges', () => {
    measure(threshold, 700, GOOD, WINDOW - 1);
    expect(threshold.bytes).toBe(1_024);
    measure(threshold, 700, GOOD, 1);
    expect(threshold.bytes).toBe(512);
  });

  it('is not moved by a few calls that a pause of the process made slow', () => {
    measure(threshold, 1_500, GOOD / 1_000, 15);
    measure(threshold, 1_500, GOOD, 16);
    expect(threshold.bytes).toBe(1_024);
  });

  it('does not go back and forth at the edge', () => {
    const edge = WORTH_BYTES_PER_MICROSECOND * 1.1;
    measure(threshold, 700, edge);
    expect(threshold.bytes).toBe(1_024);
    measure(threshold, 700, GOOD);
    measure(threshold, 700, edge);
    expect(threshold.bytes).toBe(512);
  });

  it('takes a clock that stood still for no endless speed, and no time for worthless', () => {
    for (let i = 0; i < WINDOW; i += 1) threshold.learn(700, 0, 0);
    expect(threshold.bytes).toBe(1_024);
    for (let i = 0; i < WINDOW; i += 1) threshold.learn(700, 350, 0);
    expect(threshold.bytes).toBe(512);
  });

  it('probes one text in 64 under the threshold, but none under 256 B', () => {
    const probes = Array.from({ length: 640 }, () => threshold.admits(300)).filter(Boolean);
    expect(probes).toHaveLength(10);
    expect(Array.from({ length: 640 }, () => threshold.admits(255))).not.toContain(true);
  });
});
