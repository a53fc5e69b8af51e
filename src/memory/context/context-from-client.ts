import { filterOf } from '../dto/memory.query';
import type { ContextRequest } from './context.service';
import type { PackContextDto } from './dto/pack-context.dto';

/** Tokens of a pack when its reader does not say. */
const DEFAULT_MAX_TOKENS = 2_000;

/** The pack that a client asks for. */
export function contextFromClient(body: PackContextDto): ContextRequest {
  return { query: body.query, filter: filterOf(body), maxTokens: body.max_tokens ?? DEFAULT_MAX_TOKENS, model: body.model };
}
