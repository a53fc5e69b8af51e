import { Injectable } from '@nestjs/common';
import { ContentSafetyFilter, refuseMemory, SafetyPolicies, type SafetyCategory } from '../models';
import type { NewMemory } from './memory';

/** Categories of texts that give orders to models: such a memory is kept as it was said, and shown to no model. */
const ORDERS: ReadonlySet<SafetyCategory> = new Set(['injection', 'prompt_extraction']);

/** Characters at either end of a long memory that are looked at: no model is shown more of one, and every prompt is looked at again. */
const LOOKED_AT_CHARS = 65_536;

/** Looks at what is to be remembered. What a policy only tells of is kept with its flags. */
@Injectable()
export class MemoryScreen {
  constructor(
    private readonly filter: ContentSafetyFilter,
    private readonly policies: SafetyPolicies,
  ) {}

  /** The memories with their flags. With `refuses`, @throws MeshError of kind `unsafe` for what the policy of the tenant refuses. */
  async flagged(tenantId: string, memories: readonly NewMemory[], refuses: boolean): Promise<NewMemory[]> {
    const mode = (await this.policies.of(tenantId)).surfaces.memories;
    if (mode === 'off') return [...memories];
    const looked: NewMemory[] = [];
    for (const memory of memories) {
      const flagged = await this.flagsOf(tenantId, memory.content, refuses && mode === 'enforce');
      looked.push(flagged.length === 0 ? memory : { ...memory, flagged });
    }
    return looked;
  }

  /** As `flagged`, for one text. */
  async flagsOf(tenantId: string, content: string, refuses: boolean): Promise<SafetyCategory[]> {
    const { flagged, blocked } = await this.filter.check({ tenantId }, excerptOf(content), 'memories');
    const refused = refuses ? blocked.filter((category) => !ORDERS.has(category)) : [];
    if (refused.length > 0) throw refuseMemory(refused);
    return flagged;
  }
}

/** Whether a model may be shown a memory. */
export function isForModels({ flagged = [] }: { flagged?: readonly SafetyCategory[] }): boolean {
  return !flagged.some((category) => ORDERS.has(category));
}

function excerptOf(content: string): string {
  if (content.length <= 2 * LOOKED_AT_CHARS) return content;
  return `${content.slice(0, LOOKED_AT_CHARS)}\n${content.slice(-LOOKED_AT_CHARS)}`;
}
