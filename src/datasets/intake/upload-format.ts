import { HttpException } from '@nestjs/common';
import { LINE_MEDIA_TYPES } from '../../memory';
import { CSV_MEDIA_TYPE } from '../route-options';

/** What a table may be sent as. */
export const UPLOAD_MEDIA_TYPES = [CSV_MEDIA_TYPE, ...LINE_MEDIA_TYPES] as const;

const UTF8 = new Set(['utf-8', 'utf8', 'us-ascii']);

/** The format that a `Content-Type` names; undefined when it is none of ours. @throws HttpException 415 for text that says it is no UTF-8. */
export function formatOf(contentType: string | undefined): 'csv' | 'ndjson' | undefined {
  const [mediaType = '', ...parameters] = (contentType ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  for (const parameter of parameters) {
    const charset = /^charset="?([^"]*)"?$/.exec(parameter)?.[1];
    if (charset !== undefined && !UTF8.has(charset)) throw new HttpException('send the rows in UTF-8', 415);
  }
  if (mediaType === CSV_MEDIA_TYPE) return 'csv';
  return (LINE_MEDIA_TYPES as readonly string[]).includes(mediaType) ? 'ndjson' : undefined;
}
