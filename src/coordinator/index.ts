export { CoordinatorModule } from './coordinator.module';
export { ScheduleConfig } from './schedule/fair/schedule.config';
export { JobWorker } from './schedule/job.worker';
export { OpenTasksStore } from './schedule/open-tasks.store';
