import type { Principal } from '../security';
import type { AddMemoryDto } from './dto/add-memory.dto';
import type { NewMemory } from './memory';

/** What comes in from outside is never trusted as instructions. */
export function memoryFromClient(principal: Principal, body: AddMemoryDto): NewMemory {
  return {
    type: body.type,
    content: body.content,
    confidence: body.confidence,
    importance: body.importance,
    metadata: body.metadata,
    sessionId: body.session_id,
    ttlSeconds: body.ttl_seconds,
    supersedes: body.supersedes,
    trust: 'untrusted',
    provenance: { source: 'api', userId: principal.userId },
  };
}
