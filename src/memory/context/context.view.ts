import { FENCE_RULE } from '../../models';
import { provenanceView } from '../memory.view';
import type { PackedContext } from './context.service';
import type { PackEntry } from './pack-entry';

/** A pack as clients see it: `memories` stand in the order of the text, whose lines begin with their `reference`. */
export function contextView({ pack, text, tokens }: PackedContext, maxTokens: number) {
  const { duplicates, superseded, overBudget } = pack.omitted;
  return {
    context: text,
    token_count: tokens,
    max_tokens: maxTokens,
    memories: pack.entries.map(entryView),
    omitted: { duplicates, superseded, over_budget: overBudget },
    /** For the system prompt of whoever is given the context. */
    fence_rule: FENCE_RULE,
  };
}

function entryView({ memory, score, tokens, truncated }: PackEntry, at: number) {
  return {
    reference: at + 1,
    memory_id: memory.memoryId,
    type: memory.type,
    trust: memory.trust,
    score,
    confidence: memory.confidence,
    session_id: memory.sessionId ?? null,
    supersedes: memory.supersedes ?? null,
    superseded_by: memory.supersededBy ?? null,
    valid_until: memory.validUntil ?? null,
    provenance: provenanceView(memory.provenance),
    created_at: memory.createdAt,
    tokens,
    truncated,
  };
}
