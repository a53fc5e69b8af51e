import { seededRandom } from '../../../analytics/statistics/random';
import type { PersonRecord, RecordSource } from '../../records/record-source';

/** Records that clusters are looked for in: more would move their centres by less than a hundredth of a standard deviation. */
const MOST_SAMPLED = 10_000;
const SEED = 20_260_101;

/** A random sample of the records in random order (reservoir sampling, Vitter's algorithm R, then a shuffle); the same for the same records. */
export async function sampleRecords(source: RecordSource, signal: AbortSignal): Promise<PersonRecord[]> {
  const random = seededRandom(SEED);
  const sample: PersonRecord[] = [];
  let seen = 0;
  for await (const block of source.blocks()) {
    signal.throwIfAborted();
    for (const record of block) {
      seen += 1;
      if (sample.length < MOST_SAMPLED) sample.push(record);
      else {
        const place = Math.floor(random() * seen);
        if (place < MOST_SAMPLED) sample[place] = record;
      }
    }
  }
  for (let last = sample.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [sample[last], sample[other]] = [sample[other]!, sample[last]!];
  }
  return sample;
}
