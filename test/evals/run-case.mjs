/** Seconds a case may take, models that are asked again included. */
const CASE_DEADLINE_SECONDS = 180;

/** Why no check holds of a step that was not done. */
export const NOTHING_TO_JUDGE = 'there is nothing to judge';

/**
 * @typedef {object} CaseResult
 * @property {string} agentType
 * @property {string} name
 * @property {{ name: string, fault?: string }[]} checks a fault says why one does not hold
 * @property {number | null} costUsd
 * @property {number} seconds
 * @property {string[]} models `provider/model` of each that worded a part of the task; none where all was computed
 */

/**
 * Gives a case to a network of its own and judges what comes of it. Never rejects: what goes wrong is a check that does not hold.
 * @param {import('./mesh-client.mjs').MeshClient} service
 * @param {string} agentType
 * @param {import('./eval-set.mjs').EvalCase} evalCase
 * @returns {Promise<CaseResult>}
 */
export async function runCase(service, agentType, evalCase) {
  const startedAt = performance.now();
  const result = { agentType, name: evalCase.name, checks: [], costUsd: null, seconds: 0, models: [] };
  try {
    const task = await taskOf(service, agentType, evalCase);
    const step = task.steps.at(-1);
    const completed = completion(task, step, evalCase);
    const judge = (check) =>
      completed.fault ? { name: check.name, fault: NOTHING_TO_JUDGE } : judged(check, step?.result?.output, step, task);
    result.checks = [completed, ...evalCase.checks.map(judge)];
    result.costUsd = task.cost_usd;
    result.models = [
      ...new Set(
        task.steps.filter(({ model }) => model).map(({ provider, model }) => (provider === model ? model : `${provider}/${model}`)),
      ),
    ];
  } catch (error) {
    result.checks = [{ name: 'the case can be run', fault: error.message }];
  }
  result.seconds = (performance.now() - startedAt) / 1000;
  return result;
}

async function taskOf(service, agentType, { name, task, context = {}, agent, agents, steps, isPlanned }) {
  const team = agents ?? [{ name: agentType, type: agentType, ...agent }];
  const { network_id: networkId } = await service.call('POST', '/networks', { name: `Eval: ${name}`.slice(0, 200), agents: team });
  const workflow = isPlanned ? {} : { workflow: { steps: steps ?? [{ id: 'eval', task, agent_type: agentType }] } };
  const given = typeof context === 'function' ? await context(service, networkId) : context;
  const { task_id: taskId } = await service.call('POST', `/networks/${networkId}/tasks`, { task, context: given, ...workflow });
  return service.finished(networkId, taskId, CASE_DEADLINE_SECONDS * 1000);
}

function completion(task, step, { mayFail }) {
  if (mayFail || step?.status === 'completed') return { name: 'the step is done' };
  const { code = task.status, detail = '' } = step?.error ?? task.error ?? {};
  return { name: 'the step is done', fault: `${code}: ${detail}` };
}

function judged({ name, holds }, output, step, task) {
  try {
    const verdict = holds(output, step, task);
    return verdict === true ? { name } : { name, fault: String(verdict) };
  } catch (error) {
    return { name, fault: `the check failed: ${error.message}` };
  }
}
