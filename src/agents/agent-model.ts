import { Injectable } from '@nestjs/common';
import { MeshError } from '../errors';
import { ModelsService, type GenerateAnswer, type JsonSchema, type ModelAttempt } from '../models';
import type { AgentConfig } from '../networks';
import type { AgentAnswer, AgentTask } from './agent';
import { assemblePrompt, type PromptParts } from './prompt/assemble-prompt';

/** A question to the model: its prompt and the schema of its answer. */
export interface ModelQuestion extends PromptParts {
  /** Names the schema to providers, and the question in the journal of the step. */
  name: string;
  schema: JsonSchema;
  /** Tokens the answer may take where the agent's configuration does not say. */
  maxTokens?: number;
}

/** A validated answer; `T` is what the question's schema describes. */
export interface ModelReply<T> {
  json: T;
  answer: AgentAnswer;
}

/** How agents ask models: on behalf of the step, under its signal, with the pins and parameters of task and agent. */
@Injectable()
export class AgentModel {
  constructor(private readonly models: ModelsService) {}

  /** @throws MeshError as `ModelsService.generate` does, or the reason of the step's signal. */
  async ask<T>(task: AgentTask, config: AgentConfig, question: ModelQuestion): Promise<ModelReply<T>> {
    task.signal.throwIfAborted();
    const answer = await task.journal.through(question, (paid) => this.generate(task, config, question, paid));
    const { instructions } = question;
    return { json: answer.json as T, answer: typeof instructions === 'string' ? answer : { ...answer, prompt: instructions.id } };
  }

  /**
   * As `ask`, but undefined where no model can be had now: for agents whose computed part stands alone. The sandbox counts
   * as none here, for its words mean nothing and must not stand beside computed results.
   */
  async askIfAvailable<T>(task: AgentTask, config: AgentConfig, question: ModelQuestion): Promise<ModelReply<T> | undefined> {
    if (this.models.sandboxOnly) return undefined;
    try {
      return await this.ask<T>(task, config, question);
    } catch (error) {
      const gone = error instanceof MeshError && (isAway(error) || isRefusedAnswer(error));
      if (!gone || task.signal.aborted) throw error;
      return undefined;
    }
  }

  private async generate(task: AgentTask, config: AgentConfig, question: ModelQuestion, paid: ModelAttempt[]): Promise<GenerateAnswer> {
    const { temperature, maxTokens = question.maxTokens } = config.parameters;
    const model = task.model ?? config.model;
    const { tenantId, networkId, taskId, stepId, userId, keyId } = task;
    return this.models.generate(
      { tenantId, networkId, taskId, stepId, userId, keyId, paid },
      {
        ...assemblePrompt(task, await task.recall(), config, question),
        format: { type: 'json_schema', name: question.name, schema: question.schema },
        // Who asks again does so because the last answer was not good enough.
        cache: 'off',
        ...(model === undefined ? {} : { model }),
        ...(temperature === undefined ? {} : { temperature }),
        ...(maxTokens === undefined ? {} : { maxTokens }),
      },
      task.signal,
    );
  }
}

function isAway(error: MeshError): boolean {
  return (error.kind === 'unavailable' || error.kind === 'timeout') && !isOfSharedState(error);
}

/** Its words may not be shown: what was computed may. */
function isRefusedAnswer({ kind, code }: MeshError): boolean {
  return kind === 'unsafe' && code !== 'unsafe-content';
}

/** Without the shared state nobody knows whether the answer was paid for before, and the step could not be stored either. */
function isOfSharedState({ code }: MeshError): boolean {
  return code === 'redis-unavailable';
}
