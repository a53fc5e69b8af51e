import { count, linesOf, list, named, object, text, textOf } from '../../openapi';
import { MEMORY } from '../memory.schema';
import { ImportMemoryDto } from '../dto/import-memory.dto';
import { LINE_MEDIA_TYPES } from './media-types';

/** What an import takes; the validators know a line, not the file. */
export const IMPORT_BODY = LINE_MEDIA_TYPES.map((mediaType) =>
  textOf(
    mediaType,
    'A memory a line: what POST …/memories takes and `created_at`, or what an export gave. `session_id` only groups; without a `type` it is `context`.',
    ImportMemoryDto,
  ),
);

/** What an import answers. */
export const IMPORT_REPORT = named(
  'ImportReport',
  object({
    imported: count(),
    deduplicated: count(),
    rejected: list(
      object({ line: count(), code: text(undefined, 'line-too-long'), detail: text() }),
      'The first 1,000 lines that were not taken',
    ),
    rejected_count: count(),
  }),
);

/** What an export writes. */
export const EXPORT_LINES = linesOf(MEMORY, 'A memory a line, in the order in which they were stored');
