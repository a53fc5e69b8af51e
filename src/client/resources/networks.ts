import type { NetworkControlController } from '../../coordinator/control/network-control.controller';
import type { AgentConfigDto } from '../../networks/dto/agent-config.dto';
import type { CreateNetworkDto } from '../../networks/dto/create-network.dto';
import type { UpdateNetworkDto } from '../../networks/dto/update-network.dto';
import type { NetworksController } from '../../networks/networks.controller';
import type { NetworkErasureController } from '../../retention/erasure/erasure.controller';
import { everyPage, type AnswerOf, type Page, type PageOptions } from '../answer-of';
import { path, type CallOptions } from '../transport/call';
import type { Transport } from '../transport/transport';

/** Body of `networks.create`. */
export type CreateNetwork = CreateNetworkDto;
/** Body of `networks.update`. */
export type UpdateNetwork = UpdateNetworkDto;
/** An agent to make. */
export type NewAgent = AgentConfigDto;
/** A network as it was created. */
export type CreatedNetwork = AnswerOf<NetworksController['create']>;
/** A network with its counts. */
export type Network = AnswerOf<NetworksController['get']>;
/** The receipt of an erasure. */
export type ErasureReceipt = AnswerOf<NetworkErasureController['delete']>;

/** `/networks`. */
export class NetworksApi {
  constructor(private readonly transport: Transport) {}

  create(network: CreateNetwork, options?: CallOptions): Promise<CreatedNetwork> {
    return this.transport.json({ method: 'POST', path: '/networks', body: network, safety: 'create' }, options);
  }

  get(networkId: string, options?: CallOptions): Promise<Network> {
    return this.transport.json({ method: 'GET', path: path`/networks/${networkId}`, safety: 'repeat' }, options);
  }

  list(page: PageOptions = {}, options?: CallOptions): Promise<Page<Network>> {
    return this.transport.json({ method: 'GET', path: '/networks', query: page, safety: 'repeat' }, options);
  }

  /** Every network, page by page. */
  all(options?: CallOptions): AsyncGenerator<Network> {
    return everyPage((cursor) => this.list({ limit: 200, ...(cursor !== undefined && { cursor }) }, options));
  }

  update(networkId: string, change: UpdateNetwork, options?: CallOptions): Promise<Network> {
    return this.transport.json({ method: 'PATCH', path: path`/networks/${networkId}`, body: change, safety: 'repeat' }, options);
  }

  /** Gone at once; the receipt says when nothing is left: see `erasures.get`. */
  delete(networkId: string, options?: CallOptions): Promise<ErasureReceipt> {
    return this.transport.json({ method: 'DELETE', path: path`/networks/${networkId}`, safety: 'repeat' }, options);
  }

  /** No step of its tasks is begun until it is resumed. */
  pause(networkId: string, options?: CallOptions): Promise<AnswerOf<NetworkControlController['pause']>> {
    return this.transport.json({ method: 'POST', path: path`/networks/${networkId}/pause`, body: {}, safety: 'repeat' }, options);
  }

  resume(networkId: string, options?: CallOptions): Promise<AnswerOf<NetworkControlController['resume']>> {
    return this.transport.json({ method: 'POST', path: path`/networks/${networkId}/resume`, body: {}, safety: 'repeat' }, options);
  }
}
