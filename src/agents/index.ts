export type { AgentResult, AgentTask, StepInput } from './agent';
export { AgentFactory } from './agent.factory';
export { AgentsModule } from './agents.module';
export { planSchema, type ModelPlan, type Skills } from './coordinator/plan.schema';
export { PLAN_PROMPT, WORDING_PROMPT } from './coordinator/prompts';
export { WORDING_SCHEMA, type Wording } from './coordinator/wording.schema';
export { unsupportedNumbers } from './numbers/number-check';
export { shownOutput } from './prompt/shown-output';
export { fitToBudget } from './prompt/token-budget';
