import { Injectable } from '@nestjs/common';

/** Who can bring back networks that Redis has lost. */
export interface NetworkRestorer {
  /** Resolves to whether the network is there now, with all that was kept of it. @throws MeshError 503 while that takes long. */
  restore(tenantId: string, networkId: string): Promise<boolean>;
  /** Brings back all networks of a tenant; resolves to whether none is missing now. */
  restoreAll(tenantId: string): Promise<boolean>;
  /** Whether a network that is not there is nowhere else either: it was deleted, or where else it could be says so. Never rejects for an outage of that. */
  isMissing(tenantId: string, networkId: string): Promise<boolean>;
  /** A network or its agents are not as they were. */
  changed(tenantId: string, networkId: string): void;
}

/** The module right of this one that keeps networks in a database says so here; without it what Redis has lost is lost. */
@Injectable()
export class NetworkRestoration implements NetworkRestorer {
  private restorer?: NetworkRestorer;

  /** Called once at start. */
  register(restorer: NetworkRestorer): void {
    this.restorer = restorer;
  }

  get isPossible(): boolean {
    return this.restorer !== undefined;
  }

  async restore(tenantId: string, networkId: string): Promise<boolean> {
    return (await this.restorer?.restore(tenantId, networkId)) ?? false;
  }

  async restoreAll(tenantId: string): Promise<boolean> {
    return (await this.restorer?.restoreAll(tenantId)) ?? false;
  }

  async isMissing(tenantId: string, networkId: string): Promise<boolean> {
    return (await this.restorer?.isMissing(tenantId, networkId)) ?? true;
  }

  changed(tenantId: string, networkId: string): void {
    this.restorer?.changed(tenantId, networkId);
  }
}
