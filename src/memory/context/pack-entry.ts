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

/** What goes without saying: on conversations, packs in which it is said hold an eighth less. */
const USUAL = { type: 'fact', confidence: 0.8 };

/** How lines are to be read. */
export const LINES_MEAN = `[number] type (${USUAL.type} unless given), confidence (${USUAL.confidence} unless given), who: text`;

/**
 * The line of an entry: its number in the pack, what it is and how sure, who said it, what it says. Who is always there: a text that begins
 * like our marks stands behind the colon.
 */
export function lineOf({ memory, text }: Pick<PackEntry, 'memory' | 'text'>, reference: number): string {
  const { type, supersededBy, validUntil } = memory;
  const confidence = Number(memory.confidence.toFixed(2));
  const marks = [
    ...(type === USUAL.type ? [] : [type]),
    ...(supersededBy === undefined && validUntil === undefined ? [] : ['superseded']),
    ...(confidence === USUAL.confidence ? [] : [confidence]),
    whoSaid(memory),
  ];
  return `[${reference}] ${marks.join(', ')}: ${text}`;
}

/** By which way a memory came, in a word. */
export function sourceOf({ provenance }: Memory): string {
  return SOURCE[provenance.source];
}

const SOURCE: Record<MemoryProvenance['source'], string> = { api: 'user', agent: 'agent', import: 'import' };

function whoSaid(memory: Memory): string {
  const { metadata, provenance } = memory;
  const actor = typeof metadata.actor === 'string' ? readableName(metadata.actor) : '';
  if (actor !== '') return actor;
  const agent = readableName(provenance.agentType ?? '');
  return agent === '' ? sourceOf(memory) : `${agent} agent`;
}
