import type { ModelChunk, ModelUsage } from '../model-provider';
import { textTokens } from '../tokens/text-tokens';

/** Keeps account of what came of a stream, for the case that it never reaches its end. */
export class ReceivedContent {
  private readonly parts: string[] = [];
  private counted?: ModelUsage;
  /** Whether anything came at all: then the prompt was read, and will be billed. */
  hasBegun = false;
  /** Whether anything came that a reader would see. */
  hasContent = false;

  constructor(private readonly inputTokens: number) {}

  add(chunk: ModelChunk): void {
    this.hasBegun = true;
    switch (chunk.type) {
      case 'begin':
        break;
      case 'text':
        this.parts.push(chunk.text);
        this.hasContent ||= chunk.text.trim() !== '';
        break;
      case 'tool_call':
        this.parts.push(chunk.name ?? '', chunk.arguments);
        this.hasContent = true;
        break;
      case 'usage':
      case 'end':
        this.counted = chunk.usage;
    }
  }

  /** What was used so far: the provider's own count of the input where it sent one, else our estimate, and the output that arrived. */
  estimate(): { billed: ModelUsage; estimated: true } {
    const arrived = textTokens(this.parts.join('')).tokens;
    const counted = this.counted ?? { inputTokens: this.inputTokens, outputTokens: 0, cachedTokens: 0, reasoningTokens: 0 };
    return { billed: { ...counted, outputTokens: Math.max(counted.outputTokens, arrived) }, estimated: true };
  }
}
