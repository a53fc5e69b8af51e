import { createHash } from 'node:crypto';
import type { ToolCall } from '../../model-provider';

/** Characters of all signatures that are kept; one has up to a few thousand. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/** What Google documents for calls whose signature is lost: the model thinks anew instead of refusing the conversation. */
export const NO_SIGNATURE = 'skip_thought_signature_validator';

/**
 * Remembers the sealed thoughts that Gemini 3 sends with its calls and wants back with them. Our contract has no place for
 * them, so they stay in this process: a conversation that goes on in another replica, or after the oldest had to make room,
 * is continued with `NO_SIGNATURE`.
 */
export class ThoughtSignatures {
  /** By call, least recently used first. */
  private readonly signatures = new Map<string, string>();
  private characters = 0;

  keep(call: ToolCall, signature: string): void {
    const key = keyOf(call);
    this.forget(key);
    this.signatures.set(key, signature);
    this.characters += signature.length;
    for (const oldest of this.signatures.keys()) {
      if (this.characters <= MAX_CHARACTERS) break;
      this.forget(oldest);
    }
  }

  /** The signature that came with `call`; undefined where it is not known here. */
  of(call: ToolCall): string | undefined {
    const key = keyOf(call);
    const signature = this.signatures.get(key);
    if (signature === undefined) return undefined;
    this.signatures.delete(key);
    this.signatures.set(key, signature);
    return signature;
  }

  private forget(key: string): void {
    this.characters -= this.signatures.get(key)?.length ?? 0;
    this.signatures.delete(key);
  }
}

/** The whole call: an id alone may repeat from one conversation to another. */
function keyOf({ id, name, arguments: text }: ToolCall): string {
  return createHash('sha256')
    .update(JSON.stringify([id, name, text]))
    .digest('base64');
}
