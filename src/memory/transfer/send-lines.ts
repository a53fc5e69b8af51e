import { sendText, type StreamingReply } from '../../security';
import type { Memory } from '../memory';
import { memoryView } from '../memory.view';
import { LINE_MEDIA_TYPES } from './media-types';

/** Writes memories as lines of JSON, as `sendText` does. */
export async function sendLines(reply: StreamingReply, memories: AsyncIterable<Memory>, fileName: string): Promise<void> {
  await sendText(reply, lines(memories), { mediaType: LINE_MEDIA_TYPES[0], fileName });
}

async function* lines(memories: AsyncIterable<Memory>): AsyncGenerator<string> {
  for await (const memory of memories) yield `${JSON.stringify(memoryView(memory))}\n`;
}
