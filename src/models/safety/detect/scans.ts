import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { detect, type Detection } from './detect';
import { scan } from './scan';

/** Characters of all texts whose scans are remembered: some 4 MB. */
const MAX_CHARS = 2_000_000;
/** Texts longer than this are hardly sent twice. */
const MAX_TEXT_CHARS = 32_768;

/** A text that has something for every detector, so that all of them are ready. */
const EXAMPLE = 'Dear Ann, call +49 30 901820 or write to ann@mail.example. Card 4111 1111 1111 1111, 10.0.0.1, token ghp_0a1b2c3d.';

/** Scans of texts, each made once: a conversation is sent whole at every turn, and instructions with every question. */
@Injectable()
export class Scans implements OnApplicationBootstrap {
  /** Text → what was found, the one longest unasked for first. */
  private readonly known = new Map<string, Detection>();
  private chars = 0;

  /** Words and weights are made ready at the start, not while somebody waits. */
  onApplicationBootstrap(): void {
    detect(EXAMPLE);
  }

  async of(text: string, signal?: AbortSignal): Promise<Detection> {
    const known = this.known.get(text);
    if (known !== undefined) {
      this.known.delete(text);
      this.known.set(text, known);
      return known;
    }
    const found = await scan(text, signal);
    if (text.length <= MAX_TEXT_CHARS) this.remember(text, found);
    return found;
  }

  private remember(text: string, found: Detection): void {
    if (this.known.has(text)) return; // somebody scanned it at the same time
    this.known.set(text, found);
    this.chars += text.length;
    for (const oldest of this.known.keys()) {
      if (this.chars <= MAX_CHARS) return;
      this.known.delete(oldest);
      this.chars -= oldest.length;
    }
  }
}
