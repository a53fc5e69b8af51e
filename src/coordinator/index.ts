export { CoordinatorModule } from './coordinator.module';
export { JobWorker } from './schedule/job.worker';
export { OpenTasksStore } from './schedule/open-tasks.store';
