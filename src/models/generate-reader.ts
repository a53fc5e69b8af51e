import { Injectable } from '@nestjs/common';
import { NetworksService } from '../networks';
import { MeshLimits, type Principal } from '../security';
import type { GenerateDto } from './dto/generate.dto';
import { generateRequestOf, scopeOf } from './generate-request';
import type { GenerateRequest, GenerateScope } from './generate';

/** A call, ready for `ModelsService`. */
export interface GenerateCall {
  scope: GenerateScope;
  request: GenerateRequest;
}

/** Turns bodies into calls: everything that can be wrong with one is told here, before any provider is asked. */
@Injectable()
export class GenerateReader {
  constructor(
    private readonly networks: NetworksService,
    private readonly limits: MeshLimits,
  ) {}

  /** @throws MeshError 422 naming the field, 413 for an image, 404 for a network that the tenant has not, 429 for a key that has used too many tokens. */
  async read(principal: Principal, body: GenerateDto): Promise<GenerateCall> {
    const request = generateRequestOf(body);
    const scope = scopeOf(principal, body);
    await this.assertMayAsk(principal, scope);
    return { scope, request };
  }

  /** @throws MeshError 429 `tokens-rate-limited`; 404 when `networkId` is given and the tenant has no such network. */
  async assertMayAsk(principal: Principal, { tenantId, networkId }: GenerateScope): Promise<void> {
    await this.limits.assertTokens(principal);
    if (networkId !== undefined) await this.networks.get(tenantId, networkId);
  }
}
