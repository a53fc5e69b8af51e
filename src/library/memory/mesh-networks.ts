import { NetworksService, type Network } from '../../networks';
import { ownerOf, textOf, type MeshParts } from '../mesh';

/** The networks that memories and sessions live in. */
export class MeshNetworks {
  private readonly networks: NetworksService;

  constructor(private readonly parts: MeshParts) {
    this.networks = parts.get(NetworksService);
  }

  /** A new network, with the agents that the service gives it. @throws MeshError naming `name` */
  async create({ name, description }: { name: string; description?: string }): Promise<Network> {
    const body = {
      name: textOf(name, 'name', 200),
      ...(description === undefined ? {} : { description: textOf(description, 'description', 5_000) }),
    };
    return this.networks.create(ownerOf(this.parts), body);
  }

  /** @throws MeshError `network-not-found` */
  async get(networkId: string): Promise<Network> {
    return this.networks.get(this.parts.tenantId, networkId);
  }
}
