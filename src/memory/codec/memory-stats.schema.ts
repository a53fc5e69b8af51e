import { count, mapOf, named, number, object, orNull } from '../../openapi';

/** What compressing memories saved; sizes in bytes. */
export const MEMORY_STATS = named(
  'MemoryStats',
  object({
    items: count(),
    bytes_in: count(),
    bytes_stored: count(),
    bytes_saved: number(),
    ratio: orNull(number('What of them is stored')),
    threshold_bytes: number('Texts from this size on are compressed'),
    by_codec: mapOf(count()),
  }),
);
