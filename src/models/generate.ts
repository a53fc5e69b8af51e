import type { ModelRequest, ModelUsage, ProviderName } from './model-provider';

/** On whose behalf a call is made; the ledger is kept by it. */
export interface GenerateScope {
  tenantId: string;
  networkId: string;
  taskId?: string;
  stepId?: string;
}

/** A call as agents make it; `model` pins `model` or `provider/model`, else the chain decides. */
export interface GenerateRequest extends Omit<ModelRequest, 'maxTokens'> {
  model?: string;
  /** Default 4,096 tokens. */
  maxTokens?: number;
  /** Deadline for all attempts together. Default 120,000 ms. */
  timeoutMs?: number;
}

/** One try at one provider. `costMicroUsd` is null when the model's price is unknown; never a guessed zero. */
export interface ModelAttempt {
  provider: ProviderName;
  model: string;
  /** `answered`, `invalid-output`, or the code of the failure. */
  outcome: string;
  latencyMs: number;
  usage: ModelUsage | null;
  costMicroUsd: number | null;
}

/** A validated answer with everything that it took. `json` is set for both JSON formats. */
export interface GenerateAnswer {
  text: string;
  json?: unknown;
  provider: ProviderName;
  model: string;
  attempts: ModelAttempt[];
  /** Sums over all attempts that were billed. */
  usage: ModelUsage;
  /** Integer micro-dollars over all attempts; null as soon as one of them has no known price. */
  costMicroUsd: number | null;
}
