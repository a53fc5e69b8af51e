import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What an agent is put to, with checks in code that hold whichever model words the answer.
 * @typedef {object} EvalSet
 * @property {string} agentType of the agent that every case is given to
 * @property {EvalCase[]} cases
 */

/**
 * @typedef {object} EvalCase
 * @property {string} name
 * @property {string} task
 * @property {object | ((service: import('./mesh-client.mjs').MeshClient, networkId: string) => Promise<object>)} [context] the context of the task, or what makes it,
 *   such as by uploading a dataset
 * @property {object} [agent] more of the agent's configuration: description, parameters …
 * @property {object[]} [agents] all agents of the network, instead of the one
 * @property {object[]} [steps] the whole workflow, instead of one step; the last one is judged
 * @property {boolean} [isPlanned] no workflow at all: the mesh makes the plan, and its last step is judged
 * @property {boolean} [mayFail] its checks read how the step failed; any other case must complete
 * @property {{ name: string, holds: (output: any, step: any, task: any) => true | string }[]} checks of the step's output, of the step and of the whole task as REST
 *   shows them; what is not true is told as why not
 */

/**
 * Every set in the files `*.eval.mjs` of `folder`, by agent type.
 * @param {string} folder
 * @param {string} [only] the one agent type that is wanted
 * @returns {Promise<EvalSet[]>}
 */
export async function readEvalSets(folder, only) {
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.eval.mjs'));
  const sets = await Promise.all(files.map(async (name) => (await import(pathToFileURL(path.resolve(folder, name)).href)).evalSet));
  for (const [index, set] of sets.entries()) {
    if (!set?.agentType || !(set.cases?.length > 0)) throw new Error(`${files[index]} exports no evalSet with cases`);
    const empty = set.cases.find(({ name, task, checks }) => !name || !task || !(checks?.length > 0));
    if (empty) throw new Error(`${files[index]}: the case ${empty.name ?? '?'} has no task or no checks`);
  }
  const wanted = sets.filter(({ agentType }) => only === undefined || agentType === only);
  return wanted.sort((one, other) => (one.agentType < other.agentType ? -1 : 1));
}
