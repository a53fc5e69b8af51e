import type { Memory } from '../memory';

/** What of a memory is embedded: what it says, and the caption of what it shows; the same that its digest stands for. */
export function embeddedText({ content, metadata: { caption } }: Pick<Memory, 'content' | 'metadata'>): string {
  return typeof caption === 'string' && caption !== '' ? `${content}\n${caption}` : content;
}
