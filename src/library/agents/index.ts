import 'reflect-metadata';

export { AnalyticsAgent, ContentAgent, CoordinatorAgent, DesignAgent, PersonalizationAgent } from './built-in-agents';
export { AgentsModule } from './agents.module';
export { MeshError } from '../../errors';
export { SharedMesh, type MeshAsyncOptions, type MeshOptions } from '../mesh';
export type { TaskOptions } from './mesh-agent';
