import type { ChangeKeyDto, RotateKeyDto } from '../../security/keys/dto/change-key.dto';
import type { CreateKeyDto } from '../../security/keys/dto/create-key.dto';
import type { KeysController } from '../../security/keys/keys.controller';
import { everyPage, type AnswerOf, type Page, type PageOptions } from '../answer-of';
import { path, type CallOptions } from '../transport/call';
import type { Transport } from '../transport/transport';

/** Body of `keys.create`. */
export type CreateKey = CreateKeyDto;
/** A key, without its secret. */
export type ApiKey = AnswerOf<KeysController['get']>;
/** A key with its secret, which is shown this once. */
export type ShownKey = AnswerOf<KeysController['create']>;

/** `/security/api-keys`. */
export class KeysApi {
  constructor(private readonly transport: Transport) {}

  create(key: CreateKey, options?: CallOptions): Promise<ShownKey> {
    return this.transport.json({ method: 'POST', path: '/security/api-keys', body: key, safety: 'create' }, options);
  }

  list(page: PageOptions = {}, options?: CallOptions): Promise<Page<ApiKey>> {
    return this.transport.json({ method: 'GET', path: '/security/api-keys', query: page, safety: 'repeat' }, options);
  }

  /** Every key, page by page. */
  all(options?: CallOptions): AsyncGenerator<ApiKey> {
    return everyPage((cursor) => this.list({ limit: 200, ...(cursor !== undefined && { cursor }) }, options));
  }

  get(keyId: string, options?: CallOptions): Promise<ApiKey> {
    return this.transport.json({ method: 'GET', path: path`/security/api-keys/${keyId}`, safety: 'repeat' }, options);
  }

  change(keyId: string, change: ChangeKeyDto, options?: CallOptions): Promise<ApiKey> {
    return this.transport.json({ method: 'PATCH', path: path`/security/api-keys/${keyId}`, body: change, safety: 'repeat' }, options);
  }

  /** A new secret; the old one holds for so long yet. Never sent twice: an answer that was lost is a secret that was lost. */
  rotate(keyId: string, body: RotateKeyDto = {}, options?: CallOptions): Promise<ShownKey> {
    return this.transport.json({ method: 'POST', path: path`/security/api-keys/${keyId}/rotate`, body, safety: 'once' }, options);
  }

  /** Holds for the very next request, everywhere, and for every key below it. */
  revoke(keyId: string, options?: CallOptions): Promise<AnswerOf<KeysController['revoke']>> {
    return this.transport.json({ method: 'DELETE', path: path`/security/api-keys/${keyId}`, safety: 'repeat' }, options);
  }
}
