import { mappedView, type TextView } from './text-view';

/** A text that is written piece by piece, with where each piece comes from. */
export class MappedText {
  private readonly pieces: string[] = [];
  private readonly origins: number[] = [];
  private length = 0;

  /** Adds `piece`, of which every character comes from `origin`. */
  add(piece: string, origin: number): void {
    this.pieces.push(piece);
    this.length += piece.length;
    for (let index = 0; index < piece.length; index += 1) this.origins.push(origin);
  }

  /** Adds `piece`, which stands at `origin` in the original as it is. */
  copy(piece: string, origin: number): void {
    this.pieces.push(piece);
    this.length += piece.length;
    for (let index = 0; index < piece.length; index += 1) this.origins.push(origin + index);
  }

  get isEmpty(): boolean {
    return this.length === 0;
  }

  view(name: string): TextView {
    return mappedView(name, this.pieces.join(''), this.origins);
  }
}
