import { Injectable } from '@nestjs/common';
import { MeshError } from '../../errors';
import { Embeddings } from '../../models';
import type { NetworkPlace } from '../../redis';

/** Milliseconds that a lot of texts is given, all retries included. */
const DEADLINE_MS = 60_000;
/** Characters that a text is cut to where a model refuses it: some 256 tokens, which the smallest of them takes. */
const SHORT = 1_000;
/** What every model takes. */
const PROBE = 'memory';

/** Vectors of many texts, where one that the model refuses does not keep the others from theirs. */
@Injectable()
export class EmbeddedTexts {
  constructor(private readonly embeddings: Embeddings) {}

  /** A vector for each text, undefined for one that is blank or that the model does not take. @throws ProviderError of all other failures. */
  async embed(texts: readonly string[], place: NetworkPlace, signal: AbortSignal): Promise<(Float32Array | undefined)[]> {
    const places = [...texts.keys()].filter((at) => texts[at]?.trim() !== '');
    const found = await this.halves(
      places.map((at) => texts[at] as string),
      place,
      signal,
    );
    const vectors = new Array<Float32Array | undefined>(texts.length).fill(undefined);
    for (const [index, at] of places.entries()) vectors[at] = found[index];
    return vectors;
  }

  /** Halves what is refused until the text is found that it is refused for. */
  private async halves(texts: readonly string[], place: NetworkPlace, signal: AbortSignal): Promise<(Float32Array | undefined)[]> {
    const [first] = texts;
    if (first === undefined) return [];
    try {
      return await this.embeddings.embed(texts, place, { kind: 'document', signal, deadlineMs: DEADLINE_MS });
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
    if (texts.length === 1) return [await this.shortened(first, place, signal)];
    const middle = texts.length >> 1;
    return [...(await this.halves(texts.slice(0, middle), place, signal)), ...(await this.halves(texts.slice(middle), place, signal))];
  }

  private async shortened(text: string, place: NetworkPlace, signal: AbortSignal): Promise<Float32Array | undefined> {
    if (text.length > SHORT) return (await this.halves([text.slice(0, SHORT)], place, signal))[0];
    // Where the model takes nothing at all, it is not the text that is at fault, and this throws.
    await this.embeddings.embed([PROBE], place, { kind: 'document', signal, deadlineMs: DEADLINE_MS });
    return undefined;
  }
}

/** Whether it is for what was sent that it failed. */
function isRefusal(error: unknown): boolean {
  return error instanceof MeshError && (error.kind === 'invalid' || error.kind === 'too-large');
}
