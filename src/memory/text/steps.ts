/** Work that may be interrupted at each `yield`. */
export type Steps<T> = Generator<void, T>;

/** Milliseconds for which one caller may hold the event loop before others have their turn. */
const TURN_MS = 8;

/** Does all steps now. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does the steps while others have their turn in between: the event loop is never held much longer than one step takes. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  const turn = new LoopTurn();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (turn.isOver) await turn.pass();
  }
}

/** The turn of one caller on the event loop. */
export class LoopTurn {
  private endMs = performance.now() + TURN_MS;

  get isOver(): boolean {
    return performance.now() >= this.endMs;
  }

  /** Resolves when everybody who waits for the event loop has had a turn; then the next one begins. */
  async pass(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.endMs = performance.now() + TURN_MS;
  }
}
