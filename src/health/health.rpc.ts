import { Controller } from '@nestjs/common';
import { MessagePattern } from '@nestjs/microservices';
import { PublicRoute } from '../observability';
import { HealthSummary } from './health-summary';

/** How the replica that answers does, over Redis messages; asked without a key, as `GET /health` is. */
@Controller()
@PublicRoute()
export class HealthRpc {
  constructor(private readonly summaries: HealthSummary) {}

  @MessagePattern('mesh.health')
  health() {
    return this.summaries.look();
  }
}
