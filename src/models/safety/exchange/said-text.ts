/** Characters at which a streamed answer is first looked at; then at twice as many, and so on, until a look has this many to add. */
const FIRST_LOOK_CHARS = 40;
const LOOK_EVERY_CHARS = 400;
/** Characters before those that are new that are looked at with them. */
const LOOK_BACK_CHARS = 600;

/** What a streamed answer has said so far, looked at as it grows: each character twice or three times in all. */
export class SaidText {
  private text = '';
  private lookedAt = 0;

  constructor(private readonly look: (text: string) => Promise<void>) {}

  async add(piece: string): Promise<void> {
    this.text += piece;
    const due = this.lookedAt + Math.min(LOOK_EVERY_CHARS, Math.max(FIRST_LOOK_CHARS, this.lookedAt));
    if (this.text.length < due) return;
    await this.look(this.text.slice(Math.max(0, this.lookedAt - LOOK_BACK_CHARS)));
    this.lookedAt = this.text.length;
  }

  /** The last so many characters. */
  end(chars: number): string {
    return this.text.slice(-chars);
  }
}
