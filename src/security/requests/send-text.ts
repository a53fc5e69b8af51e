import { openDrain } from './open-drain';
import type { StreamingReply } from './sse-reply';

/** Characters that are handed to the connection at once. */
const MAX_PENDING_LENGTH = 65_536;

/**
 * Writes text as a file until it ends or the reader leaves; asks for no more of it while the reader is slow. Should it fail on the way, the
 * connection breaks off, so that nobody takes what came for all.
 */
export async function sendText(
  reply: StreamingReply,
  pieces: AsyncIterable<string>,
  { mediaType, fileName }: { mediaType: string; fileName: string },
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'Content-Type': mediaType,
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': 'no-store, no-transform',
  });
  let pending = '';
  try {
    for await (const piece of pieces) {
      pending += piece;
      if (pending.length < MAX_PENDING_LENGTH) continue;
      const isTaken = raw.write(pending) || (await openDrain(raw));
      pending = '';
      if (isTaken) continue;
      raw.destroy();
      return;
    }
    raw.end(pending);
  } catch (error) {
    raw.destroy();
    throw error;
  }
}
