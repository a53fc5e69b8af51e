import { FLAG, OFFSET, readRecord, textFlagsOf } from './column-record';
import type { IndexFaults } from './index-faults';
import type { Inspected } from './index-inspection.store';
import type { Rewritten } from './index-repair.store';

/** What is missing of all that finds a memory that is there. */
export function addFaultsOf(
  { number, record, forward, frequencies, numberOfId, numberOfDigest }: Inspected,
  faults: IndexFaults,
  at: string,
): void {
  if (forward === '') return faults.add('forward', at);
  if (numberOfId !== number) faults.add('id', at);
  // Of memories that say the same the newest has the entry; what was superseded needs none.
  if (numberOfDigest === -1 && readRecord(record).validUntilMs === 0) faults.add('digest', at);
  let missing = 0;
  for (const frequency of frequencies) if (frequency === 0) missing += 1;
  missing += termsIn(forward).length - frequencies.length;
  if (missing > 0) faults.add('posting', at, missing);
}

/** Where what finds a memory is not what its body says. */
export function addDifferences(
  { record, forward, frequencies }: Inspected,
  { memoryId, text }: Rewritten,
  faults: IndexFaults,
  at: string,
): void {
  const expected = [memoryId, text.digest, text.bands.join(' '), text.guards, text.terms.join(' ')].join('\n');
  const said = record.readUInt8(OFFSET.flags) & (FLAG.asks | FLAG.tellsTime);
  if (forward !== expected || record.readUInt16BE(OFFSET.length) !== text.length || said !== textFlagsOf(text)) faults.add('text', at);
  else if (!frequencies.equals(text.frequencies)) faults.add('frequency', at);
}

/** Whether a record says that there is a vector. */
export function isEmbedded(record: Buffer): boolean {
  return record.length > 0 && (record.readUInt8(OFFSET.flags) & FLAG.embedded) !== 0;
}

/** The terms of what finds a memory. */
export function termsIn(forward: string): string[] {
  return (forward.split('\n')[4] ?? '').split(' ').filter((term) => term !== '');
}
