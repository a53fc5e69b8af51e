/** Milliseconds after which a replica that comes next looks whether the one before it has taken a message. */
const EACH_MS = 500;
const LONGEST_MS = 2_000;
/** Characters of packets that one process keeps meanwhile. */
const MAX_LENGTH = 64 * 1024 * 1024;

/** Messages that another replica should answer, kept for the case that it does not. */
export class HoldOff {
  private length = 0;

  /** Resolves when it is this replica's turn, `rank` of them coming before it; to false where there is no room to keep the packet. */
  async wait(rank: number, length: number): Promise<boolean> {
    if (rank === 0) return true;
    if (this.length + length > MAX_LENGTH) return false;
    this.length += length;
    await new Promise((resolve) => setTimeout(resolve, Math.min(rank * EACH_MS, LONGEST_MS)));
    this.length -= length;
    return true;
  }
}
