export type { AgentResult, AgentTask } from './agent';
export { AgentFactory } from './agent.factory';
export { AgentsModule } from './agents.module';
