import { anyObject, choice, count, flag, id, list, named, number, object, optional, orNull, page, share, text, time } from '../openapi';
import { MEMORY_TYPES } from './memory';

const TYPE = choice(MEMORY_TYPES);

/** Where a memory comes from. */
const PROVENANCE = named(
  'Provenance',
  object({
    source: choice(['api', 'agent', 'import']),
    user_id: orNull(text()),
    agent_type: orNull(text()),
    task_id: orNull(id('task')),
    step_id: orNull(text()),
  }),
);

/** A memory as clients see it. */
export const MEMORY = named(
  'Memory',
  object({
    memory_id: id('memory'),
    network_id: id('network'),
    type: TYPE,
    content: text(undefined, 'The spring sale begins on 1 March.'),
    content_truncated: optional(flag('The page would have been too large: this is only its beginning')),
    confidence: share(),
    importance: share(),
    metadata: anyObject(),
    session_id: orNull(id('session')),
    supersedes: orNull(id('memory', 'The older memory that this one replaces')),
    superseded_by: orNull(id('memory')),
    valid_until: orNull(time()),
    trust: choice(['trusted', 'untrusted'], 'Untrusted text is fenced as data in every prompt'),
    flagged: optional(list(text(undefined, 'prompt_injection'), 'What the content safety filter found')),
    retention: choice(['working', 'long-term', 'timed', 'session']),
    provenance: PROVENANCE,
    created_at: time(),
    expires_at: orNull(time()),
  }),
);

/** A page of memories. */
export const MEMORY_PAGE = page(MEMORY);

/** What storing a memory answers. */
export const ADDED_MEMORY = named(
  'AddedMemory',
  object({
    memory_id: id('memory'),
    network_id: id('network'),
    type: TYPE,
    created_at: time(),
    deduplicated: flag('It was there already'),
  }),
);

/** What storing many answers, in their order. */
export const ADDED_MEMORIES = object({ results: list(object({ index: count(), ...ADDED_MEMORY.properties })) });

/** What a search answers, the best first. */
export const FOUND_MEMORIES = page(
  named(
    'FoundMemory',
    object({
      ...MEMORY.properties,
      score: share(),
      signals: optional(
        object({
          relevance: number(),
          recency: number(),
          importance: number(),
          confidence: number(),
          semantic: optional(number('Where meanings are compared too')),
        }),
      ),
    }),
  ),
);
