/** Of JSON values, a line each; the first is the one that is given out. */
export const LINE_MEDIA_TYPES = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'] as const;
