export type { AgentResult, AgentTask, StepInput } from './agent';
export { AgentFactory } from './agent.factory';
export { AgentsModule } from './agents.module';
export { DesignConfig } from './design/rendering/design.config';
export { unsupportedNumbers } from './numbers/number-check';
export { fitToBudget } from './prompt/token-budget';
