/** What an import takes, for the documentation: the validators know a line, not the file. */
export const IMPORT_BODY_SCHEMA = {
  type: 'string',
  description:
    'A memory a line, as `ImportMemoryDto` describes it: what POST …/memories takes and created_at, or what an export gave; without a type it is `context`.',
} as const;

/** What an import answers. */
export const IMPORT_REPORT_SCHEMA = {
  type: 'object',
  required: ['imported', 'deduplicated', 'rejected', 'rejected_count'],
  properties: {
    imported: { type: 'integer' },
    deduplicated: { type: 'integer' },
    rejected: {
      type: 'array',
      description: 'The first 1,000 lines that were not taken',
      items: {
        type: 'object',
        required: ['line', 'code', 'detail'],
        properties: { line: { type: 'integer', minimum: 1 }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
    rejected_count: { type: 'integer' },
  },
};
