import type { CallOptions } from '../transport/call';
import { path } from '../transport/call';
import { valuesOf } from '../transport/lines';
import type { Transport } from '../transport/transport';
import type { ErasureReceipt } from './networks';

/** `/security/erasure` and `/security/export`. */
export class ErasuresApi {
  constructor(private readonly transport: Transport) {}

  /** Erases a person or a network everywhere; the receipt says when nothing is left. */
  request(subject: { user_id: string } | { network_id: string }, options?: CallOptions): Promise<ErasureReceipt> {
    return this.transport.json({ method: 'POST', path: '/security/erasure', body: subject, safety: 'repeat' }, options);
  }

  get(erasureId: string, options?: CallOptions): Promise<ErasureReceipt> {
    return this.transport.json({ method: 'GET', path: path`/security/erasure/${erasureId}`, safety: 'repeat' }, options);
  }

  /** What is known of a person: a record each with its `type`, as they arrive. */
  export(userId: string, options?: CallOptions): AsyncGenerator<{ type: string } & Record<string, unknown>> {
    return valuesOf(this.transport, { method: 'GET', path: '/security/export', query: { user_id: userId }, safety: 'repeat' }, options);
  }
}
