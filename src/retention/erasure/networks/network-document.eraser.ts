import { Injectable } from '@nestjs/common';
import { NetworksService } from '../../../networks';
import type { NetworkPlace } from '../../../redis';
import type { NetworkEraser } from '../network-eraser';

/** The network itself, its agents and its place in the list of its tenant: with it everything of it is no longer found. */
@Injectable()
export class NetworkDocumentEraser implements NetworkEraser {
  readonly type = 'networks';

  constructor(private readonly networks: NetworksService) {}

  /** Nearly always it went with the request, which counted it. */
  async erase(place: NetworkPlace): Promise<number> {
    await this.networks.remove(place);
    return 0;
  }

  async remaining(place: NetworkPlace): Promise<number> {
    return (await this.networks.isLeft(place)) ? 1 : 0;
  }
}
