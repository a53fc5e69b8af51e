export type { AgentResult, AgentTask, StepInput } from './agent';
export { AgentFactory } from './agent.factory';
export { AgentsModule } from './agents.module';
