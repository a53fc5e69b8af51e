import type { ModelChunk, ModelUsage } from '../model-provider';

/** Characters per token, the usual rule of thumb for English. */
const CHARACTERS_PER_TOKEN = 4;

/** Keeps account of what came of a stream, for the case that it never reaches its end. */
export class ReceivedContent {
  private characters = 0;
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
        this.characters += chunk.text.length;
        this.hasContent ||= chunk.text.trim() !== '';
        break;
      case 'tool_call':
        this.characters += chunk.arguments.length + (chunk.name?.length ?? 0);
        this.hasContent = true;
        break;
      case 'usage':
      case 'end':
        this.counted = chunk.usage;
    }
  }

  /** What was used so far: the provider's own count of the input where it sent one, else our estimate, and the output that arrived. */
  estimate(): { billed: ModelUsage; estimated: true } {
    const arrived = Math.ceil(this.characters / CHARACTERS_PER_TOKEN);
    const { inputTokens = this.inputTokens, outputTokens = 0, cachedTokens = 0, reasoningTokens = 0 } = this.counted ?? {};
    const usage: ModelUsage = { inputTokens, cachedTokens, reasoningTokens, outputTokens: Math.max(outputTokens, arrived) };
    if (this.counted?.cacheWriteTokens !== undefined) usage.cacheWriteTokens = this.counted.cacheWriteTokens;
    return { billed: usage, estimated: true };
  }
}
