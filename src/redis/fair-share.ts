/** Messages that are looked back on: about so many, the older ones counting half. */
const WINDOW = 200;

/**
 * Whether a replica has answered more than its share of the messages that all replicas hear. Redis tells subscribers in the order in which they came, so
 * the first would answer most.
 */
export class FairShare {
  private heard = 0;
  private won = 0;

  /** `replicas` is how many hear messages; 1 where that is not known. */
  isOver(replicas: number): boolean {
    return replicas > 1 && this.won * replicas > this.heard;
  }

  /** A message was heard, and this replica answers it or not. */
  note(isWon: boolean): void {
    if (this.heard >= WINDOW) {
      this.heard /= 2;
      this.won /= 2;
    }
    this.heard += 1;
    if (isWon) this.won += 1;
  }
}
