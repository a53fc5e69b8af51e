import type { SafetyCategory } from '../models';

/** What kind of thing is remembered. The order is that of the numbers in the index: add at the end. */
export const MEMORY_TYPES = ['fact', 'context', 'decision', 'feedback'] as const;
export type MemoryType = (typeof MEMORY_TYPES)[number];

/** Where a memory comes from. Text from outside is untrusted: it is fenced as data in every prompt. */
export interface MemoryProvenance {
  source: 'api' | 'agent' | 'import';
  /** The user who wrote it, or for whose task an agent did. */
  userId?: string;
  agentType?: string;
  taskId?: string;
  stepId?: string;
}

/**
 * How long a memory is kept: `working` for the usual life, `long-term` in the database too until it is deleted or forgotten by policy,
 * `timed` until the end that its writer set, `session` as long as the live session that it belongs to.
 */
export type MemoryRetention = 'working' | 'long-term' | 'timed' | 'session';

/** One remembered item. Times are RFC 3339 UTC; confidence and importance lie in 0–1, kept to seven digits. */
export interface Memory {
  memoryId: string;
  networkId: string;
  type: MemoryType;
  content: string;
  confidence: number;
  importance: number;
  /** `actor` (who said it) and `caption` (what a picture shows) are searched, `language` (ISO 639-1) decides how words are stemmed. */
  metadata: Record<string, unknown>;
  sessionId?: string;
  /** The older memory this one replaces; it stays, ranked down. */
  supersedes?: string;
  /** The newer memory that replaces this one, and since when. */
  supersededBy?: string;
  validUntil?: string;
  trust: 'trusted' | 'untrusted';
  /** What the content safety filter found in its content, where it found anything. */
  flagged?: readonly SafetyCategory[];
  retention: MemoryRetention;
  provenance: MemoryProvenance;
  createdAt: string;
  /** Undefined: it is kept until it is deleted or forgotten by policy. */
  expiresAt?: string;
  /** `content` is only its beginning, because a page of results would have been too large; never so where one memory is asked for. */
  isExcerpt?: true;
}

/** What a writer gives; the rest is filled in. */
export interface NewMemory {
  type: MemoryType;
  content: string;
  confidence?: number;
  importance?: number;
  metadata?: Record<string, unknown>;
  /** A live session, with which the memory goes; of an import it only groups. */
  sessionId?: string;
  supersedes?: string;
  ttlSeconds?: number;
  /** Epoch milliseconds, for imports: when it ends, where that is not to be counted from now. */
  expiresAtMs?: number;
  /** It was said twice where it is imported from, and is kept for long here too. */
  confirmed?: boolean;
  trust: Memory['trust'];
  flagged?: readonly SafetyCategory[];
  provenance: MemoryProvenance;
  /** Epoch milliseconds, for imports; else now. */
  createdAtMs?: number;
}

/** What may be changed afterwards. */
export type MemoryChange = Partial<Pick<Memory, 'content' | 'confidence' | 'importance' | 'metadata'>>;

/** What a list or search may be narrowed to; all given parts must hold. */
export interface MemoryFilter {
  type?: MemoryType | undefined;
  /** Milliseconds since the epoch, inclusive. */
  sinceMs?: number | undefined;
  untilMs?: number | undefined;
  sessionId?: string | undefined;
  minConfidence?: number | undefined;
  /**
   * Only what those who work in this session, or in none, may see: its memories and what the network shares. What belongs to another session
   * is not among it; what an import merely grouped by one is.
   */
  visibleTo?: { sessionId: string | undefined } | undefined;
}
