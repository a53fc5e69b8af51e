import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { ModelChunk } from '../../model-provider';
import { argumentsText, newCallId } from './response';

type WirePiece = Partial<ChatCompletionChunk.Choice.Delta.ToolCall>;

/** Numbers the pieces of tool calls: some compatible servers leave out the index, the id, or repeat the id in every piece. */
export class ToolCallPieces {
  private readonly ids: string[] = [];

  /** Whether there was any. */
  get any(): boolean {
    return this.ids.length > 0;
  }

  /** The piece as ours; only the first of a call carries its id and name. */
  piece({ index: given, id, function: called }: WirePiece): ModelChunk {
    const index = given ?? this.indexOf(id, called?.name);
    const piece = { type: 'tool_call' as const, index, arguments: argumentsText(called?.arguments) };
    if (this.ids[index] !== undefined) return piece;
    this.ids[index] = id || newCallId();
    return { ...piece, id: this.ids[index], name: called?.name ?? '' };
  }

  /** A new id, or a name without one, begins a call; all else belongs to the last. */
  private indexOf(id: string | undefined, name: string | undefined): number {
    const known = id ? this.ids.indexOf(id) : -1;
    if (known !== -1) return known;
    return id || name ? this.ids.length : Math.max(0, this.ids.length - 1);
  }
}
