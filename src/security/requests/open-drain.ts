import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds a reader may take nothing of what waits for it. */
const MAX_STALL_MS = 30_000;

/** Resolves once `raw` takes more: true when it does, false when its reader left or took nothing for `stallMs`. */
export async function openDrain(raw: ServerResponse | Socket, stallMs = MAX_STALL_MS): Promise<boolean> {
  if (raw.destroyed) return false;
  if (!raw.writableNeedDrain) return true;
  return new Promise((resolve) => {
    const end = (drained: boolean) => {
      clearTimeout(timer);
      raw.off('drain', onDrain).off('close', onClose);
      resolve(drained);
    };
    const onDrain = () => end(true);
    const onClose = () => end(false);
    const timer = setTimeout(onClose, stallMs);
    raw.once('drain', onDrain).once('close', onClose);
  });
}
