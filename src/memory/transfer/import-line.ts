import { isUtf8 } from 'node:buffer';
import { MeshError, type FieldFault } from '../../errors';
import type { Validated } from '../../security';
import { type ImportMemoryDto } from '../dto/import-memory.dto';
import type { NewMemory } from '../memory';
import { memoryFromClient } from '../memory-from-client';

/** A line that holds a memory. */
export interface ImportedLine {
  memory: NewMemory;
  /** What other lines call it. */
  sourceId: string | undefined;
}

/** Why a line is not taken: a stable code for programs, and a sentence. */
export interface Rejection {
  code: string;
  detail: string;
}

/** Holds JSON against the rules of a line. */
type Validate = (json: unknown) => Promise<Validated<ImportMemoryDto>>;

/**
 * The memory that a line holds, by the rules of `POST …/memories`. Codes: `invalid-utf-8`, `invalid-json`, `line-invalid` (no object),
 * `unknown-field`, `content-too-large`, `expired`, and `<field>-required` or `<field>-invalid`, such as `created-at-invalid`.
 */
export async function readLine(bytes: Buffer, userId: string, validate: Validate): Promise<ImportedLine | Rejection> {
  if (!isUtf8(bytes)) return { code: 'invalid-utf-8', detail: 'the line is not UTF-8' };
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString());
  } catch {
    return { code: 'invalid-json', detail: 'the line is not JSON' };
  }
  const { instance, faults } = await validate(typed(json));
  if (instance === undefined) return { code: 'line-invalid', detail: 'the line is not an object' };
  const [fault] = faults;
  if (fault !== undefined) return rejectionOf(fault, json as Record<string, unknown>, instance);
  try {
    return memoryOfLine(instance, userId);
  } catch (error) {
    if (error instanceof MeshError && error.kind === 'too-large') return { code: error.code, detail: error.detail };
    throw error;
  }
}

/** A line that does not say what kind of memory it is holds context: what was said. */
function typed(json: unknown): unknown {
  const isLine = typeof json === 'object' && json !== null && !Array.isArray(json);
  return isLine && !Object.hasOwn(json, 'type') ? { ...json, type: 'context' } : json;
}

function memoryOfLine(line: ImportMemoryDto, userId: string): ImportedLine | Rejection {
  const nowMs = Date.now();
  const createdAtMs = line.created_at === undefined ? nowMs : Date.parse(line.created_at);
  const memory: NewMemory = { ...memoryFromClient({ userId }, line), provenance: { source: 'import', userId }, createdAtMs };
  if (line.retention === 'long-term') memory.confirmed = true;
  else if (line.expires_at !== undefined) {
    const expiresAtMs = Date.parse(line.expires_at);
    if (expiresAtMs <= nowMs) return { code: 'expired', detail: 'expires_at has passed' };
    memory.expiresAtMs = expiresAtMs;
    // An end that its writer set stays one, and is not made later by what the memory is worth.
    if (line.retention === undefined || line.retention === 'timed') memory.ttlSeconds = Math.ceil((expiresAtMs - nowMs) / 1_000);
  }
  return { memory, sourceId: line.memory_id };
}

function rejectionOf({ field, message }: FieldFault, json: Record<string, unknown>, instance: ImportMemoryDto): Rejection {
  const detail = `${field}: ${message}`;
  const isGiven = Object.hasOwn(json, field) && json[field] !== null;
  if (isGiven && !Object.hasOwn(instance, field)) return { code: 'unknown-field', detail: detail.slice(0, 200) };
  return { code: `${field.replaceAll('_', '-')}-${isGiven ? 'invalid' : 'required'}`, detail };
}
