import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { detect, type Detection } from './detect';
import { scan } from './scan';

/** Characters of all texts whose scans are remembered: some 4 MB. */
const MAX_CHARS = 2_000_000;
/** Texts longer than this are hardly sent twice. */
const MAX_TEXT_CHARS = 32_768;

/** Scans of texts, each made once: a conversation is sent whole at every turn, and instructions with every question. */
@Injectable()
export class Scans implements OnApplicationBootstrap {
  /** Text → what was found, the one longest unasked for first. */
  private readonly known = new Map<string, Detection>();
  private chars = 0;

  /** Words and weights are made ready at the start, not while somebody waits. */
  onApplicationBootstrap(): void {
    detect('Hello');
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
