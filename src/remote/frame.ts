import type { WireFailure } from './wire-failure';

/**
 * What a caller hears of its call. `alive`: it is being worked on; `piece`: of a stream; `note`: on the side, such as what was paid; then `end` or
 * `fail`, once.
 */
export type Frame =
  | { type: 'alive' }
  | { type: 'piece' | 'note'; value: unknown }
  | { type: 'end'; value?: unknown }
  | { type: 'fail'; failure: WireFailure };

/** A frame as it comes over the channel; `seq` counts all but `alive`, which bears -1. Nobody has looked at it yet. */
export interface FramePacket {
  id?: unknown;
  seq?: unknown;
  seal?: unknown;
  body?: unknown;
  kept?: unknown;
}

/** The `seq` of what may be lost. */
export const UNCOUNTED = -1;
