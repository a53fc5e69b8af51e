import type { Memory } from './memory';

/** UTF-16 units of the beginning that stands for a content for which there is no room. */
const EXCERPT_LENGTH = 2_048;

/** `memory` as it is, or with the beginning of its content where `room` (UTF-16 units) is not enough for all of it. */
export function excerpted(memory: Memory, room: number): Memory {
  const { content } = memory;
  if (content.length <= room || content.length <= EXCERPT_LENGTH) return memory;
  return { ...memory, content: beginningOf(content), isExcerpt: true };
}

function beginningOf(content: string): string {
  const isHalf = (content.charCodeAt(EXCERPT_LENGTH - 1) & 0xfc00) === 0xd800;
  // A copy: a slice would keep the whole content alive.
  return Buffer.from(content.slice(0, isHalf ? EXCERPT_LENGTH - 1 : EXCERPT_LENGTH), 'utf16le').toString('utf16le');
}
