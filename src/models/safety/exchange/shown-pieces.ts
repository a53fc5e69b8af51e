import type { Placeholders } from '../../../text';
import { WholeWords } from './whole-words';

/** The pieces of a streamed answer as they may be shown: words whole where links are looked at, placeholders whole where there are any. */
export class ShownPieces {
  private readonly words: WholeWords | undefined;
  private readonly shower: ReturnType<Placeholders['shower']> | undefined;

  constructor(
    placeholders: Placeholders,
    private readonly cleaned: ((text: string) => string) | undefined,
  ) {
    if (cleaned !== undefined) this.words = new WholeWords();
    if (!placeholders.isEmpty) this.shower = placeholders.shower();
  }

  /** Whether any piece may be changed. */
  get changes(): boolean {
    return this.words !== undefined || this.shower !== undefined;
  }

  /** What may be shown now; may be empty. */
  push(piece: string): string {
    return this.shown(this.words === undefined ? piece : this.words.push(piece));
  }

  /** What was held back. */
  end(): string {
    return this.shown(this.words?.end() ?? '') + (this.shower?.end() ?? '');
  }

  private shown(text: string): string {
    const cleaned = this.cleaned?.(text) ?? text;
    return this.shower === undefined ? cleaned : this.shower.push(cleaned);
  }
}
