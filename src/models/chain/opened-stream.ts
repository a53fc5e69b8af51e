import type { ModelChunk } from '../model-provider';

/** A stream whose first content has come: the pieces held back, then the rest. */
export type OpenedStream = AsyncGenerator<ModelChunk, void, void>;

/** Reads `pieces` up to the first content; `began` is called at any sign of life. @throws as `pieces` does before that. */
export async function openStream(pieces: AsyncGenerator<ModelChunk>, began: () => void): Promise<OpenedStream> {
  const held: ModelChunk[] = [];
  for (;;) {
    const next = await pieces.next();
    if (next.done === true) break;
    began();
    held.push(next.value);
    if (isContent(next.value)) break;
  }
  const opened = whole(held, pieces);
  // A generator that was never begun would not run its `finally` when it is put away.
  await opened.next();
  return opened;
}

async function* whole(held: readonly ModelChunk[], rest: AsyncGenerator<ModelChunk>): AsyncGenerator<ModelChunk, void, void> {
  try {
    yield { type: 'text', text: '' };
    yield* held;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function isContent(chunk: ModelChunk): boolean {
  return chunk.type === 'tool_call' || (chunk.type === 'text' && chunk.text.trim() !== '');
}
