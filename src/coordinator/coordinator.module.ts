import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents';
import { ContextModule, MemoryModule, SessionsModule } from '../memory';
import { ModelsModule } from '../models';
import { NetworksModule } from '../networks';
import { AggregateRunner } from './aggregate/aggregate.runner';
import { CoordinatorService } from './coordinator.service';
import { TaskEventReader } from './events/task-event.reader';
import { TaskHints } from './events/task-hints';
import { PlanEstimates } from './plan/plan-estimates';
import { Planner } from './plan/planner';
import { JobQueue } from './schedule/job.queue';
import { JobWorker } from './schedule/job.worker';
import { OpenTasksStore } from './schedule/open-tasks.store';
import { Reconciler } from './schedule/reconciler';
import { SessionTasks } from './session-tasks';
import { TaskEventsController } from './task-events.controller';
import { TasksController } from './tasks.controller';
import { TasksRpc } from './tasks.rpc';
import { AgentMetrics } from './workflow/agent-metrics';
import { AttemptSignals } from './workflow/attempt-signals';
import { PlanRunner } from './workflow/plan.runner';
import { StepMemory } from './workflow/step-memory';
import { StepRunner } from './workflow/step.runner';
import { TaskStore } from './workflow/task.store';
import { Workflow } from './workflow/workflow';

/** The way of a task: submit, plan, schedule, run, aggregate. */
@Module({
  imports: [NetworksModule, ModelsModule, MemoryModule, ContextModule, SessionsModule, AgentsModule],
  controllers: [TasksController, TaskEventsController, TasksRpc],
  providers: [
    TaskStore,
    OpenTasksStore,
    JobQueue,
    Workflow,
    Planner,
    PlanEstimates,
    PlanRunner,
    StepRunner,
    StepMemory,
    AttemptSignals,
    AgentMetrics,
    AggregateRunner,
    JobWorker,
    Reconciler,
    TaskHints,
    TaskEventReader,
    SessionTasks,
    CoordinatorService,
  ],
  exports: [OpenTasksStore, JobWorker],
})
export class CoordinatorModule {}
