import { Injectable } from '@nestjs/common';
import { NetworksService, type AgentConfig, type Network } from '../../networks';
import type { NetworkPlace } from '../../redis';

/** Milliseconds for which a worker may go by what it read: an agent that was removed may get steps that much longer. */
const FRESH_MS = 1_000;
const MAX_NETWORKS = 500;

/** A network as its steps see it. */
export interface Team {
  network: Network;
  agents: AgentConfig[];
}

/** Networks and their agents for workers, at most a second old: a step must not read and parse them again. */
@Injectable()
export class NetworkTeam {
  private readonly known = new Map<string, { team: Promise<Team>; readMs: number }>();

  constructor(private readonly networks: NetworksService) {}

  /** @throws MeshError 404 when the network is gone. */
  of({ tenantId, networkId }: NetworkPlace): Promise<Team> {
    const key = `${tenantId} ${networkId}`;
    const known = this.known.get(key);
    const nowMs = Date.now();
    if (known && nowMs - known.readMs < FRESH_MS) return known.team;
    const team = this.read(tenantId, networkId);
    this.known.delete(key);
    this.known.set(key, { team, readMs: nowMs });
    if (this.known.size > MAX_NETWORKS) this.known.delete(this.known.keys().next().value as string);
    team.catch(() => this.known.delete(key)); // the next asks again
    return team;
  }

  private async read(tenantId: string, networkId: string): Promise<Team> {
    const [network, agents] = await Promise.all([this.networks.get(tenantId, networkId), this.networks.agents(tenantId, networkId)]);
    return { network, agents };
  }
}
