import { Injectable } from '@nestjs/common';
import type { AgentConfig } from '../../networks';
import { KeyStandings, KeyWatch, type Grants } from '../../security';
import type { TaskDocument } from '../workflow/task';
import { keyRevoked } from './key-revoked';

/** On whose behalf a task is worked on, looked at again when it is. */
@Injectable()
export class TaskAuthority {
  constructor(
    private readonly standings: KeyStandings,
    private readonly watch: KeyWatch,
  ) {}

  /**
   * Those of a network's agents that may work for the key a task was submitted with, which is looked at in Redis.
   * @throws MeshError 403 `api-key-revoked`.
   */
  async atStart({ keyId }: TaskDocument, agents: readonly AgentConfig[]): Promise<AgentConfig[]> {
    if (keyId === undefined) return [...agents];
    const grants = await this.standings.of(keyId);
    if (grants === 'revoked') throw keyRevoked();
    return allowed(grants, agents);
  }

  /** The same for each step, by what this process has heard. */
  async atStep({ keyId }: TaskDocument, agents: readonly AgentConfig[]): Promise<AgentConfig[]> {
    if (keyId === undefined) return [...agents];
    const grants = this.watch.isRevoked(keyId) ? 'revoked' : (this.standings.known(keyId) ?? (await this.standings.of(keyId)));
    if (grants === 'revoked') throw keyRevoked();
    return allowed(grants, agents);
  }

  /** Calls `end` should the key be revoked; call what it returns when that matters no more. */
  whileWorking({ keyId }: TaskDocument, end: () => void): () => void {
    return keyId === undefined ? () => undefined : this.watch.watch({ keyId }, end);
  }
}

/** A key that names no scope `agents:run:…` may have every agent work. */
function allowed(grants: Grants, agents: readonly AgentConfig[]): AgentConfig[] {
  if (!grants.holds('agents:run') || grants.allows('agents:run')) return [...agents];
  return agents.filter(({ type, networkId }) => grants.allows('agents:run', type) || grants.allows('agents:run', networkId));
}
