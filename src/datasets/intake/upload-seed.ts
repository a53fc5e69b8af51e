import { invalidField } from '../../errors';

const ACCEPTED_KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * What the id of an uploaded dataset is made from, so that the same `Idempotency-Key` at the same place finds what was stored with it: the
 * body is not known before it has been read, and is compared then. Undefined without a key. @throws MeshError 422 for one that is none.
 */
export function uploadSeed(tenantId: string, url: string, idempotencyKey: string | undefined): string | undefined {
  if (idempotencyKey === undefined) return undefined;
  if (!ACCEPTED_KEY.test(idempotencyKey)) throw invalidField('Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
  return `dataset ${tenantId} ${url} ${idempotencyKey}`;
}
