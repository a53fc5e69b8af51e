import type { Type } from '@nestjs/common';
import type { Json, Schema } from './schema';

/** A body that is no JSON document: lines, a table, events. */
export interface Content {
  mediaType: string;
  json: Json;
  /** The class of validators that each line of it is held against. */
  line?: Type;
}

/** Text of this media type. */
export function textOf(mediaType: string, says: string, line?: Type): Content {
  return { mediaType, json: { type: 'string', description: says }, ...(line && { line }) };
}

/** JSON documents, one a line. */
export function linesOf(line: Schema, says: string): Content {
  return { mediaType: 'application/x-ndjson', json: { type: 'string', description: says, 'x-line-schema': line.json } };
}

/**
 * Server-sent events: the schema of the `data` of each, by the name of the event. OpenAPI 3.1 has no words for streams, so the schema is
 * that of one event, as a client library hands it on.
 */
export function eventsOf(events: Readonly<Record<string, Schema>>, options: { resumable: boolean }): Content {
  const ids = options.resumable ? { id: { type: 'string', description: 'For `Last-Event-ID`' } } : {};
  const shapes = Object.entries(events).map(([name, { json }]) => ({
    type: 'object',
    required: ['event', 'data'],
    properties: { event: { const: name }, data: json, ...ids },
  }));
  const description =
    'Server-sent events, each `event:` with the `data:` shown here; lines that begin with a colon keep the connection open.';
  return { mediaType: 'text/event-stream', json: { description, oneOf: shapes } };
}

/** A JSON document, where the handler writes it itself. */
export function jsonOf({ json }: Schema): Content {
  return { mediaType: 'application/json', json };
}
