import { anyObject, choice, count, flag, id, list, named, number, object, optional, orNull, page, share, text, time } from '../openapi';
import { PLAN } from './plan/plan.schema';
import { TASK_STATUSES } from './workflow/task';

const STATUS = choice(TASK_STATUSES);
const COST = orNull(number('US dollars with six places; null where a price is not known'));

/** Why a task or a step failed. */
export const FAILURE = named(
  'Failure',
  object({ code: text(undefined, 'task-cancelled'), detail: text(), retryable: flag(), step_id: optional(text()) }),
);

/** What submitting, starting and cancelling answer. */
export const TASK_RECEIPT = named(
  'TaskReceipt',
  object({ task_id: id('task'), network_id: id('network'), status: STATUS, created_at: time() }),
);

/** A task in a list. */
export const TASK_SUMMARY = named(
  'TaskSummary',
  object({
    ...TASK_RECEIPT.properties,
    task: text('What is to be done', 'Write a launch email for the spring sale'),
    priority: count('1–10, 10 most urgent'),
    deadline: orNull(time()),
    session_id: orNull(id('session')),
    progress: share('Share of its steps that need no more work'),
    error: orNull(FAILURE),
    cost_usd: COST,
    started_at: orNull(time()),
    finished_at: orNull(time()),
  }),
);

const STEP = named(
  'Step',
  object({
    step_id: text(undefined, 'write'),
    agent_id: orNull(id('agent', 'Whoever worked on it last')),
    agent_type: orNull(text(undefined, 'content')),
    task: text(),
    depends_on: list(text(undefined, 'research')),
    status: choice(['pending', 'ready', 'running', 'awaiting_approval', 'completed', 'failed', 'skipped', 'cancelled']),
    attempts: count(),
    rounds: count('Of work and review'),
    approval: optional(
      object({
        requested_at: time(),
        expires_at: orNull(time()),
        decision: orNull(
          object({ decision: choice(['approve', 'reject', 'expire']), note: optional(text()), by: text('A user, or `mesh`'), at: time() }),
        ),
      }),
    ),
    started_at: orNull(time()),
    finished_at: orNull(time()),
    result: orNull(
      object({
        summary: text(),
        output: anyObject('What the agent made, by its type'),
        evidence: list(object({ id: text(), statement: text(), value: number() }), 'Figures that the words rest on'),
        warnings: list(text()),
      }),
    ),
    error: orNull(FAILURE),
    confidence: orNull(share()),
    confidence_reasons: list(text()),
    provider: orNull(text('Who answered; null where no model was needed', 'sandbox')),
    model: orNull(text(undefined, 'sandbox-1')),
    prompt_version: orNull(text(undefined, 'content@2')),
    partial: optional(flag('No model could be had for the words: only what was computed is there')),
    tainted: optional(flag('It may be following orders that stood in its data')),
    cost_usd: COST,
  }),
);

/** A task with everything in it. */
export const TASK = named(
  'Task',
  object({
    ...TASK_SUMMARY.properties,
    context: anyObject(),
    batch_id: orNull(id('batch')),
    plan_source: orNull(choice(['caller', 'model', 'rules'])),
    plan: orNull(PLAN),
    steps: list(STEP),
    result: orNull(anyObject('What it came to; of a task that failed, what of it is there')),
    history: list(
      object({ at: time(), event: text(undefined, 'task.completed'), step_id: optional(text()), by: text('A user, an agent, or `mesh`') }),
      'The latest transitions',
    ),
    usage: object({ input_tokens: count(), output_tokens: count(), cached_tokens: count(), reasoning_tokens: count() }),
  }),
);

/** A page of tasks. */
export const TASK_PAGE = page(TASK_SUMMARY);
