import { openDrain, type StreamingReply } from '../../security';
import type { Memory } from '../memory';
import { memoryView } from '../memory.view';
import { LINE_MEDIA_TYPES } from './media-types';

/** Characters that are handed to the connection at once. */
const MAX_PENDING_LENGTH = 65_536;

/**
 * Writes memories as lines of JSON until they end or the reader leaves; reads no more of them while the reader is slow. Should they fail
 * on the way, the connection breaks off, so that nobody takes what came for all.
 */
export async function sendLines(reply: StreamingReply, memories: AsyncIterable<Memory>, fileName: string): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'Content-Type': LINE_MEDIA_TYPES[0],
    'Content-Disposition': `attachment; filename="${fileName}"`,
    'Cache-Control': 'no-store, no-transform',
  });
  let pending = '';
  const flush = async (): Promise<boolean> => {
    const isTaken = raw.write(pending) || (await openDrain(raw));
    pending = '';
    return isTaken;
  };
  try {
    for await (const memory of memories) {
      pending += `${JSON.stringify(memoryView(memory))}\n`;
      if (pending.length < MAX_PENDING_LENGTH || (await flush())) continue;
      raw.destroy();
      return;
    }
    raw.end(pending);
  } catch (error) {
    raw.destroy();
    throw error;
  }
}
