import type { Memory } from '../memory';

/** What a memory says: its content, and what the picture that belongs to it shows. */
export function saidIn({ content, metadata }: Pick<Memory, 'content' | 'metadata'>): string {
  const { caption } = metadata;
  return typeof caption === 'string' && caption !== '' ? `${content} (picture: ${caption})` : content;
}
