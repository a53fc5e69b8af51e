export { CoordinatorModule } from './coordinator.module';
export { JobWorker } from './schedule/job.worker';
export { FairSchedule } from './schedule/fair/fair-schedule';
