import { fence, type CountTokens } from '../../models';
import type { Memory } from '../memory';
import { LINES_MEAN, lineOf, sourceOf, type PackEntry } from './pack-entry';

const INTRODUCTION = `What is remembered of this, oldest first, under day, session and source. ${LINES_MEAN}.`;
const LABEL = { trusted: 'Known from earlier work', untrusted: 'Memories' } as const;

/**
 * How entries stand in the text of a pack: parted by trust, then by session or day, each oldest first, with their source; what nobody
 * vouches for behind a fence. In the order of time, so that what changed is read as it changed and the newest stands last.
 */
export class PackLayout {
  private readonly sessions = new Map<string, number>();
  private readonly opened = new Set<string>();

  /** Tokens, at most, that the headings in front of another entry take beside those of the entries before. */
  openingTokens(memory: Memory, mark: string, count: CountTokens): number {
    return this.openings(memory, mark)
      .filter(([name]) => !this.opened.has(name))
      .reduce((sum, [, text]) => sum + count(text), 0);
  }

  /** Counts an entry among those that have their headings. */
  open(memory: Memory): void {
    for (const [name] of this.openings(memory, '')) this.opened.add(name);
    const { sessionId } = memory;
    if (sessionId !== undefined) this.sessions.set(sessionId, this.numberOf(sessionId));
  }

  /** The entries in the order in which they stand in the text. */
  inOrder(entries: readonly PackEntry[]): PackEntry[] {
    const begins = new Map<string, string>();
    for (const { memory } of entries) {
      const group = groupOf(memory);
      const begin = begins.get(group);
      if (begin === undefined || memory.createdAt < begin) begins.set(group, memory.createdAt);
    }
    const key = ({ memory }: PackEntry) => {
      const group = groupOf(memory);
      return [memory.trust === 'trusted' ? '0' : '1', begins.get(group), group, memory.createdAt].join('\n');
    };
    const keyed = entries.map((entry) => ({ entry, key: key(entry) }));
    return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ entry }) => entry);
  }

  /** The text of entries that are in order; '' for none. */
  textOf(entries: readonly PackEntry[], mark: string): string {
    if (entries.length === 0) return '';
    const parts = { trusted: [] as string[], untrusted: [] as string[] };
    let heading = '';
    for (const [at, entry] of entries.entries()) {
      const part = parts[entry.memory.trust];
      const own = this.headingOf(entry.memory);
      if (own !== heading || part.length === 0) part.push(own);
      heading = own;
      part.push(lineOf(entry, at + 1));
    }
    const texts = [INTRODUCTION];
    if (parts.trusted.length > 0) texts.push(`${LABEL.trusted}:\n${parts.trusted.join('\n')}`);
    if (parts.untrusted.length > 0) texts.push(fence({ label: LABEL.untrusted, text: parts.untrusted.join('\n') }, mark));
    return texts.join('\n');
  }

  /** What stands in front of the line of an entry, by name. */
  private openings(memory: Memory, mark: string): [string, string][] {
    const { trust } = memory;
    const heading = this.headingOf(memory);
    const label = trust === 'trusted' ? `${LABEL.trusted}:\n` : `${fence({ label: LABEL.untrusted, text: '' }, mark)}\n`;
    return [
      ['introduction', `${INTRODUCTION}\n`],
      [trust, label],
      [`${trust} ${heading}`, `${heading}\n`],
    ];
  }

  private headingOf(memory: Memory): string {
    const { createdAt, sessionId } = memory;
    const day = createdAt.slice(0, 10);
    const source = sourceOf(memory);
    return sessionId === undefined ? `${day}, ${source}` : `${day}, session ${this.numberOf(sessionId)}, ${source}`;
  }

  /** Ids are long and say nothing to a model: the answer that holds the pack names them. */
  private numberOf(sessionId: string): number {
    return this.sessions.get(sessionId) ?? this.sessions.size + 1;
  }
}

function groupOf({ sessionId, createdAt }: Memory): string {
  return sessionId ?? createdAt.slice(0, 10);
}
