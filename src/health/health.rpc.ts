import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { RequireScope } from '../security';
import { HealthSummary } from './health-summary';
import { REPEATABLE } from '../redis';

/** `mesh.health` asks for nothing. */
class HealthMessage {}

/** Health over Redis messages: of the process that answers. */
@Controller()
export class HealthRpc {
  constructor(private readonly summary: HealthSummary) {}

  @MessagePattern('mesh.health', REPEATABLE)
  @RequireScope('health:read')
  read(@Payload() _message: HealthMessage) {
    return this.summary.read();
  }
}
