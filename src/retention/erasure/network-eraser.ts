import type { NetworkPlace } from '../../redis';

/**
 * One kind of what a network holds, and how it goes. Both methods may be called again after a crash, look at `signal` between pages, and read no
 * more than a page at a time.
 */
export interface NetworkEraser {
  /** The type its counts stand under in the receipt: `tasks`, `memories`… */
  readonly type: string;
  /** Removes it; resolves to how much there was. @throws MeshError 503 when it cannot be done now: it is tried again */
  erase(place: NetworkPlace, signal: AbortSignal): Promise<number>;
  /** How much is left: looked for by another way than `erase` looks, where there is one. */
  remaining(place: NetworkPlace, signal: AbortSignal): Promise<number>;
}

/** DI token of all of them, in the order in which they are called. */
export const NETWORK_ERASERS = Symbol('NETWORK_ERASERS');
