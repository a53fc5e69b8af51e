export { Agent, type AgentMemory, type AgentResult, type AgentTask, type Evidence, type RecalledMemory, type StepInput } from './agent';
export { AgentFactory } from './agent.factory';
export { AgentType } from './agent-type.decorator';
export { AgentsModule } from './agents.module';
