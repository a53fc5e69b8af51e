import { ContextService, type MemoryFilter } from '../../memory';
import { networkIdOf, textOf, wholeNumberOf, type MeshParts } from '../mesh';

const DEFAULT_TOKENS = 2_000;
const MAX_TOKENS = 100_000;

/** What a network remembers of something, as a text for a prompt. */
export interface CompressedMemories {
  /** What is untrusted is fenced as data in it. */
  text: string;
  /** Never more than was asked for. */
  tokens: number;
  /** The memories it is made of, in its order. */
  memoryIds: string[];
  /** How many that were found it does not show, and why. */
  omitted: { duplicates: number; superseded: number; overBudget: number };
}

/** Many memories in few tokens: repetitions and what is superseded left out, what is long cut to what matters. */
export class MemoryCompressionSystem {
  private readonly contexts: ContextService;

  constructor(private readonly parts: MeshParts) {
    this.contexts = parts.get(ContextService);
  }

  /**
   * What matters for `query`, in `maxTokens` (default 2,000) as the tokenizer of `model` counts them.
   * @throws MeshError `network-not-found`, `model-not-found`, or naming the field
   */
  async compress(asked: {
    networkId: string;
    query: string;
    maxTokens?: number;
    model?: string;
    filter?: MemoryFilter;
  }): Promise<CompressedMemories> {
    const maxTokens = wholeNumberOf(asked.maxTokens ?? DEFAULT_TOKENS, 'maxTokens', 1, MAX_TOKENS);
    const query = textOf(asked.query, 'query', 10_000);
    const networkId = networkIdOf(asked.networkId);
    const { pack, text, tokens } = await this.contexts.pack(this.parts.tenantId, networkId, {
      ...{ query, maxTokens, filter: asked.filter ?? {}, model: asked.model },
    });
    return { text, tokens, memoryIds: pack.entries.map(({ memory }) => memory.memoryId), omitted: pack.omitted };
  }
}
