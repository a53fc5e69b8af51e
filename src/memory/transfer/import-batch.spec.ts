import type { NewMemory } from '../memory';
import { ImportBatch } from './import-batch';
import { ImportReport } from './import-report';

const MIB = 1_048_576;

describe('lines that are imported together', () => {
  const line = (content: string, sourceId: string, supersedes?: string) => {
    const memory: NewMemory = { type: 'fact', content, trust: 'untrusted', provenance: { source: 'import' } };
    if (supersedes !== undefined) memory.supersedes = supersedes;
    return { memory, sourceId };
  };

  it('wait for what they supersede as long as there is room, also behind one that there was no room for', async () => {
    const stored = new Set<string>();
    const report = new ImportReport();
    const batch = new ImportBatch(async (memories) => {
      return memories.map(({ content, supersedes }) => {
        if (supersedes !== undefined && !stored.has(supersedes)) return 'supersedes' as const;
        stored.add(`memory_${content[0]}`);
        const memoryId = `memory_${content[0]}`;
        return { memoryId, type: 'fact' as const, createdAt: '', deduplicated: false, retention: 'working' as const };
      });
    }, report);
    await batch.take({ ...line('b'.repeat(10 * MIB), 'b', 'a'), line: 1 });
    await batch.take({ ...line('c'.repeat(10 * MIB), 'c', 'a'), line: 2 });
    await batch.take({ ...line('d', 'd', 'a'), line: 3 });
    await batch.take({ ...line('a', 'a'), line: 4 });
    await batch.finish();
    expect(report.view()).toMatchObject({ imported: 3, rejected: [{ line: 2 }] });
  });
});
