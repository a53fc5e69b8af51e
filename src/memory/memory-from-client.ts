import type { Principal } from '../security';
import { assertContentFits } from './content-size';
import type { AddMemoryDto } from './dto/add-memory.dto';
import type { NewMemory } from './memory';

/** What comes in from outside is never trusted as instructions. @throws MeshError 413 naming the field, which begins with `path`. */
export function memoryFromClient(principal: Pick<Principal, 'userId'>, body: AddMemoryDto, path = ''): NewMemory {
  assertContentFits(body.content, `${path}content`);
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
