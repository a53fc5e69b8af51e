import { Module } from '@nestjs/common';
import { AgentsModule } from '../agents';
import { ContextModule, MemoryModule, SessionsModule } from '../memory';
import { ModelsModule } from '../models';
import { NetworksModule } from '../networks';
import { AggregateWording } from './aggregate/aggregate-wording';
import { FinishRunner } from './aggregate/finish.runner';
import { Approvals } from './approvals/approvals';
import { ApprovalsController } from './approvals/approvals.controller';
import { WaitingApprovals } from './approvals/waiting-approvals';
import { BatchSubmission } from './batch/batch-submission';
import { BatchStore } from './batch/batch.store';
import { RevokedTasks } from './authority/revoked-tasks';
import { TaskAudit } from './authority/task-audit';
import { TaskAuthority } from './authority/task-authority';
import { Batches } from './batch/batches';
import { BatchesController } from './batch/batches.controller';
import { DeadLetters } from './control/dead-letters';
import { NetworkControlController } from './control/network-control.controller';
import { NetworkPause } from './control/network-pause';
import { PausedNetworksStore } from './control/paused-networks.store';
import { OldTasks } from './control/old-tasks';
import { TaskControlController } from './control/task-control.controller';
import { TaskRemoval } from './control/task-removal';
import { TasksOfPerson } from './control/tasks-of-person';
import { TaskRetries } from './control/task-retries';
import { CoordinatorService } from './coordinator.service';
import { Channels } from './events/channels';
import { EventReader } from './events/event-reader';
import { EventSources } from './events/event-sources';
import { StreamTails } from './events/stream-tails';
import { TaskJournal } from './journal/task-journal';
import { AgentHistory } from './lists/agent-history';
import { AgentHistoryController } from './lists/agent-history.controller';
import { TaskLists } from './lists/task-lists';
import { PlanEstimates } from './plan/plan-estimates';
import { Planner } from './plan/planner';
import { FairSchedule } from './schedule/fair/fair-schedule';
import { ScheduleMetrics } from './schedule/fair/schedule-metrics';
import { JobQueue } from './schedule/job.queue';
import { JobWorker } from './schedule/job.worker';
import { Reconciler } from './schedule/reconciler';
import { WorkerCapacity } from './schedule/worker-capacity';
import { SessionTasks } from './session-tasks';
import { TaskEventsController } from './task-events.controller';
import { TasksController } from './tasks.controller';
import { TasksRpc } from './tasks.rpc';
import { TaskDocuments } from './task-documents';
import { AgentMetrics } from './workflow/agent-metrics';
import { AttemptSignals } from './workflow/attempt-signals';
import { NetworkTeam } from './workflow/network-team';
import { QuickSteps } from './workflow/quick-steps';
import { StandingTask } from './workflow/standing-task';
import { StartRunner } from './workflow/start.runner';
import { StepFailures } from './workflow/step-failures';
import { StepLeases } from './workflow/step-leases';
import { StepRequests } from './workflow/step-requests';
import { StepStore } from './workflow/step.store';
import { TaskClaims } from './workflow/task-claims';
import { TaskLives } from './workflow/task-lives';
import { TaskStops } from './workflow/task-stops';
import { WorkingTasks } from './workflow/working-tasks';
import { StepMemory } from './workflow/step-memory';
import { Containment } from './workflow/containment';
import { StepRunner } from './workflow/step.runner';
import { TaskStore } from './workflow/task.store';
import { Workflow } from './workflow/workflow';

/** The way of a task: submit, plan, schedule, run, aggregate. */
@Module({
  imports: [NetworksModule, ModelsModule, MemoryModule, ContextModule, SessionsModule, AgentsModule],
  controllers: [
    TasksController,
    TaskEventsController,
    TaskControlController,
    NetworkControlController,
    ApprovalsController,
    BatchesController,
    AgentHistoryController,
    TasksRpc,
  ],
  providers: [
    TaskLives,
    TaskStore,
    TaskLists,
    AgentHistory,
    StepStore,
    FairSchedule,
    ScheduleMetrics,
    JobQueue,
    Channels,
    TaskStops,
    WorkingTasks,
    NetworkTeam,
    Workflow,
    Approvals,
    StandingTask,
    Planner,
    PlanEstimates,
    StartRunner,
    Containment,
    StepRunner,
    StepFailures,
    StepLeases,
    QuickSteps,
    StepRequests,
    StepMemory,
    TaskJournal,
    AttemptSignals,
    AgentMetrics,
    FinishRunner,
    AggregateWording,
    TaskClaims,
    WorkerCapacity,
    JobWorker,
    Reconciler,
    StreamTails,
    EventReader,
    EventSources,
    TaskRemoval,
    OldTasks,
    TasksOfPerson,
    TaskRetries,
    DeadLetters,
    BatchStore,
    BatchSubmission,
    Batches,
    WaitingApprovals,
    PausedNetworksStore,
    NetworkPause,
    SessionTasks,
    TaskDocuments,
    TaskAuthority,
    TaskAudit,
    RevokedTasks,
    CoordinatorService,
  ],
  exports: [
    FairSchedule,
    JobWorker,
    OldTasks,
    BatchStore,
    TaskLists,
    TaskRemoval,
    TasksOfPerson,
    CoordinatorService,
    Channels,
    EventReader,
    EventSources,
  ],
})
export class CoordinatorModule {}
