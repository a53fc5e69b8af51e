import { choice, count, flag, id, linesOf, mapOf, named, object, orNull, raw, text, time } from '../../openapi';

/** The receipt of an erasure. */
export const ERASURE_RECEIPT = named(
  'ErasureReceipt',
  object({
    erasure_id: id('erasure'),
    subject: object({ kind: choice(['network', 'user']), id: text('Of a person no more once it is complete') }),
    status: choice(['pending', 'running', 'completed']),
    requested_by: id('key'),
    requested_at: time(),
    started_at: orNull(time()),
    completed_at: orNull(time()),
    rounds: count('How often it was gone through'),
    removed: mapOf(count()),
    remaining: orNull(mapOf(count('What the last look found left'))),
    verified: flag('A last look found nothing'),
    failures: mapOf(text('The code of why a type of data could not be erased in the last round')),
  }),
);

/** What is known of a person. */
export const PERSON_LINES = linesOf(
  raw<object>({ ...object({ type: text() }).json, additionalProperties: true }),
  'A record a line, each with its `type`; the last says how many there were',
);
