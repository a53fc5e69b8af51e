import { Controller } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CreationSeed, CurrentPrincipal, Idempotent, RequireScope, type Principal } from '../security';
import { CoordinatorService } from './coordinator.service';
import { SubmitTaskMessage, TaskMessage } from './dto/task.message';
import { EventReader } from './events/event-reader';
import { EventSources } from './events/event-sources';
import { HISTORY_LENGTH, taskReceipt, taskView } from './task.view';
import { REPEATABLE } from '../redis';

/** Tasks over Redis messages: submitting answers an id at once, the work goes on elsewhere. */
@Controller()
export class TasksRpc {
  constructor(
    private readonly coordinator: CoordinatorService,
    private readonly events: EventReader,
    private readonly sources: EventSources,
  ) {}

  @MessagePattern('mesh.tasks.submit')
  @Idempotent()
  @RequireScope('tasks:write')
  async submit(
    @CurrentPrincipal() principal: Principal,
    @CreationSeed() seed: string | undefined,
    @Payload() { network_id: networkId, ...body }: SubmitTaskMessage,
  ) {
    return taskReceipt(await this.coordinator.submit(principal, networkId, body, seed));
  }

  @MessagePattern('mesh.tasks.get', REPEATABLE)
  @RequireScope('tasks:read')
  async get(@CurrentPrincipal() { tenantId }: Principal, @Payload() message: TaskMessage) {
    const task = await this.coordinator.get(tenantId, message.network_id, message.task_id);
    return taskView(task, await this.events.latest(this.sources.task(task.ref), HISTORY_LENGTH));
  }

  @MessagePattern('mesh.tasks.cancel')
  @RequireScope('tasks:write')
  async cancel(@CurrentPrincipal() principal: Principal, @Payload() message: TaskMessage) {
    return taskReceipt(await this.coordinator.cancel(principal, message.network_id, message.task_id));
  }
}
