export { BatchStore } from './batch/batch.store';
export { OldTasks } from './control/old-tasks';
export { CoordinatorModule } from './coordinator.module';
export { ScheduleConfig } from './schedule/fair/schedule.config';
export { FairSchedule } from './schedule/fair/fair-schedule';
export { JobWorker } from './schedule/job.worker';
export { WorkerConfig } from './schedule/worker.config';
export { taskRouteOptions } from './route-options';
