import type { Adjustment, Decision } from './selection/decision';
import type { FinishReason, ModelRequest, ModelUsage, ProviderName, ToolCall } from './model-provider';
import type { Tier } from './model-traits';

/** On whose behalf a call is made; budgets and the ledger are kept by it. */
export interface GenerateScope {
  tenantId: string;
  networkId?: string;
  taskId?: string;
  stepId?: string;
  /** The person, as the caller names them. */
  userId?: string;
  /** The API key that made the request. */
  keyId?: string;
  /** Every attempt made on this behalf is added here as it ends, those of failed calls too. */
  paid?: { push(attempt: ModelAttempt): unknown };
  /** Joins what is logged on the way with the HTTP request or the Redis message. */
  requestId?: string;
}

/** What kind of text is asked for; decides the temperature where the caller names none. */
export const TASK_TYPES = [
  'extraction',
  'classification',
  'analysis',
  'planning',
  'code',
  'summary',
  'editing',
  'chat',
  'copywriting',
  'ideation',
] as const;
export type TaskType = (typeof TASK_TYPES)[number];

/** What the caller wants of the model that answers. */
export interface ModelSelection {
  /** Default: estimated from the request. */
  complexity?: Tier;
  requiresVision?: boolean;
  requiresFunctionCalling?: boolean;
  /** Cheapest first, among those that are up to the task. */
  costSensitive?: boolean;
}

/** A call as agents and callers make it. */
export interface GenerateRequest extends Omit<ModelRequest, 'maxTokens'> {
  /** The mark of the fences around data in the messages (`newFenceMark`): what stands in them is not for the model to obey, and the mark is a secret. */
  dataMark?: string;
  /** The words of whoever asks, where the messages are made of more than those and data: nothing else in them is judged. */
  callerWords?: readonly string[];
  /** Pins `model` or `provider/model`; else selection decides. */
  model?: string;
  /** Only this provider. */
  provider?: ProviderName;
  /** Default 4,096 tokens, more for models that reason. */
  maxTokens?: number;
  /** Moves the temperature where none is given. */
  taskType?: TaskType;
  /** 0 (casual) to 1 (formal). Moves the temperature where none is given. */
  formality?: number;
  /** Confidence (0–1) of an earlier attempt at the same thing. Moves the temperature where none is given. */
  earlierConfidence?: number;
  selection?: ModelSelection;
  /** Default true; false asks one model only. */
  fallback?: boolean;
  /** Default `exact`: the same request of the same tenant gets the earlier answer; `similar` also a very similar one. */
  cache?: 'off' | 'exact' | 'similar';
  /** Streams only: after a failure in mid-answer the next model continues where the first one stopped. Default false. */
  continueOnFailure?: boolean;
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
  /** Milliseconds to the first content of a streamed answer. */
  firstTokenMs?: number;
  usage: ModelUsage | null;
  costMicroUsd: number | null;
  /** Where nobody knows what the call cost, the most that it can have: integer micro-dollars; absent where its model has no known price. */
  costMaxMicroUsd?: number;
  /** The usage was counted by us, because the answer never reached its end. */
  estimated?: boolean;
}

/** A validated answer with everything that it took. `json` is set for both JSON formats. */
export interface GenerateAnswer {
  text: string;
  json?: unknown;
  toolCalls?: ToolCall[];
  finishReason: FinishReason;
  provider: ProviderName;
  model: string;
  attempts: ModelAttempt[];
  /** Sums over all attempts that were billed. */
  usage: ModelUsage;
  /** Integer micro-dollars over all attempts; null as soon as one of them has no known price. 0 from the cache. */
  costMicroUsd: number | null;
  /** Set where data in the prompt read like instructions to the model: the answer may be following them. */
  tainted?: true;
  /** Where the answer came from, when no model was asked. */
  cached: false | 'exact' | 'similar';
  /** Why this model answered; written down where somebody asks, since most callers never do. */
  decision: () => Decision;
  /** `adjusted` of the decision, for those who do not want the rest of it written down; absent where there was no call. */
  adjusted?: readonly Adjustment[];
}

/**
 * A piece of a streamed answer; `done` is the last and carries the whole. `start`, where it comes, is the first: a model has
 * begun, though another may yet take its place. `answering` names who says what follows it, and comes before anything is said.
 */
export type GenerateEvent =
  | { type: 'start' }
  | { type: 'answering'; provider: ProviderName; model: string }
  | { type: 'delta'; text: string }
  | { type: 'tool_call'; index: number; id?: string; name?: string; arguments: string }
  | { type: 'done'; answer: GenerateAnswer };

/** What one model would take for a request. Tokens are estimates; costs are micro-dollars, null where the price is unknown. */
export interface EstimatedCandidate {
  provider: ProviderName;
  model: string;
  inputTokens: number;
  outputTokensMax: number;
  /** With an answer of one token. */
  costMinMicroUsd: number | null;
  /** With the longest answer allowed. */
  costMaxMicroUsd: number | null;
}

export interface Estimate {
  candidates: EstimatedCandidate[];
}
