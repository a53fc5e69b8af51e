import { count, flag, list, named, object, share, text } from '../../openapi';
import { MEMORY } from '../memory.schema';

const { memory_id, type, trust, confidence, session_id, supersedes, superseded_by, valid_until, provenance, created_at } =
  MEMORY.properties;

/** A pack of memories for a prompt. */
export const CONTEXT = named(
  'Context',
  object({
    context: text('The text, each memory with its reference'),
    token_count: count(),
    max_tokens: count(),
    memories: list(
      object({
        reference: count('What its line begins with'),
        memory_id,
        type,
        trust,
        score: share(),
        confidence,
        session_id,
        supersedes,
        superseded_by,
        valid_until,
        provenance,
        created_at,
        tokens: count(),
        truncated: flag(),
      }),
    ),
    omitted: object({ duplicates: count(), superseded: count(), over_budget: count() }),
    fence_rule: text('For the system prompt of whoever is given the context'),
  }),
);
