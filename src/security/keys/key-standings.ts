import { Injectable } from '@nestjs/common';
import { RedisClient } from '../../redis';
import { Grants } from '../access/grants';
import type { Role } from '../access/roles';
import { recordKey } from './key-names';

/** Keys whose grants are remembered: what a key may do never changes. */
const MAX_REMEMBERED = 10_000;

/** Looks again at keys that submitted something a while ago. */
@Injectable()
export class KeyStandings {
  private readonly grants = new Map<string, Grants>();

  constructor(private readonly redis: RedisClient) {}

  /**
   * What the key may do; `revoked` when it was, or is not known any more. One that has expired still answers for what it submitted before.
   */
  async of(keyId: string): Promise<Grants | 'revoked'> {
    const [role, scopes, revokedAtMs] = await this.redis.run((redis) => redis.hmget(recordKey(keyId), 'role', 'scopes', 'revokedAtMs'));
    if (!role || revokedAtMs) return 'revoked';
    return this.remembered(keyId, () => Grants.of(role as Role, scopes ? (JSON.parse(scopes) as string[]) : undefined));
  }

  /** What the key may do, where this process has looked before; whether it still holds is another question. */
  known(keyId: string): Grants | undefined {
    return this.grants.get(keyId);
  }

  private remembered(keyId: string, make: () => Grants): Grants {
    const grants = this.grants.get(keyId) ?? make();
    if (!this.grants.has(keyId) && this.grants.size >= MAX_REMEMBERED) this.grants.clear();
    this.grants.set(keyId, grants);
    return grants;
  }
}
