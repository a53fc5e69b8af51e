import type { Memory, MemoryProvenance } from '../memory';
import { readableName } from './readable';

/** A memory as a pack shows it. */
export interface PackEntry {
  memory: Memory;
  score: number;
  /** What is shown of what it says. */
  text: string;
  truncated: boolean;
  /** Tokens of its line. */
  tokens: number;
}

/** The line of an entry: its number in the pack, what it is and how sure, who it is from, what it says. */
export function lineOf({ memory, text }: Pick<PackEntry, 'memory' | 'text'>, reference: number): string {
  const { type, supersededBy, validUntil, confidence } = memory;
  const marks = [type, ...(isOver(supersededBy, validUntil) ? ['superseded'] : []), Number(confidence.toFixed(2)), sourceOf(memory)];
  return `[${reference}] ${marks.join(', ')}: ${text}`;
}

function isOver(supersededBy: string | undefined, validUntil: string | undefined): boolean {
  return supersededBy !== undefined || validUntil !== undefined;
}

function sourceOf({ metadata, provenance }: Memory): string {
  const actor = typeof metadata.actor === 'string' ? readableName(metadata.actor) : '';
  return actor === '' ? SOURCE[provenance.source](provenance) : `${actor} via ${SOURCE[provenance.source](provenance)}`;
}

const SOURCE: Record<MemoryProvenance['source'], (provenance: MemoryProvenance) => string> = {
  api: () => 'user',
  agent: ({ agentType }) => (agentType === undefined ? 'agent' : `${readableName(agentType)} agent`),
  import: () => 'import',
};
