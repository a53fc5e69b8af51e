import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../../scripts/places.mjs';
import { WAITS_FOR } from './graph.mjs';

const require = createRequire(import.meta.url);
const dist = (file) => require(path.join(ROOT, 'dist', file));
require('reflect-metadata');
const { Module } = require('@nestjs/common');

/** Milliseconds that the slow agent takes for a step. */
const NAP_MS = 50;
const RESULT = { summary: 'done', output: {}, confidence: 1, confidenceReasons: [], evidence: [], warnings: [], memories: [], answers: [] };

/**
 * Everything the benchmark knows of the service: the whole of it in this process, with three agent types of its own: `noop`
 * does nothing, `nap` takes 50 ms, `gate` never gets done.
 */
export async function startService() {
  addAgents({ noop: () => undefined, nap: () => sleep(NAP_MS), gate: () => new Promise(() => undefined) });
  const { createApp } = dist('create-app');
  const app = await createApp(dist('config').loadConfig(dist('app.module').CONFIG_FRAGMENTS, process.env));
  await app.listen(0, '127.0.0.1');
  const get = (file, name) => app.get(dist(file)[name], { strict: false });
  const coordinator = get('coordinator/coordinator.service', 'CoordinatorService');
  const networks = get('networks', 'NetworksService');
  const reader = get('coordinator/events/event-reader', 'EventReader');
  const sources = get('coordinator/events/event-sources', 'EventSources');
  const tasks = get('coordinator/workflow/task.store', 'TaskStore');
  const follow = (source, afterId) => reader.follow(source, afterId, new AbortController().signal);

  return {
    port: app.getHttpServer().address().port,

    /** A network whose agents are of this type: how to submit a run to it (`body` is how over HTTP), and to wait for its end once it is followed. */
    async network(tenantId, type) {
      const principal = { tenantId, userId: 'benchmark', role: 'admin' };
      const { networkId } = await networks.create(principal, { name: 'benchmark', agents: [{ name: type, type }] });
      const body = bodyOf(type);
      const ends = new Ends();
      return {
        networkId,
        body,
        submit: async () => (await coordinator.submit(principal, networkId, body)).ref,
        completed: ({ taskId }) => ends.completed(taskId),
        /** Reads what happens to all tasks of the network from here on, as a client would that watches it. */
        async follow() {
          const source = sources.network({ tenantId, networkId });
          ends.read(follow(source, await reader.lastId(source)));
        },
      };
    },

    statusOf: (ref) => tasks.status(ref),

    /** The names of a run's events as they become known, to the last. */
    async *eventsOf(ref) {
      for await (const { event } of follow(sources.task(ref), '0-0')) yield event;
    },
  };
}

/** The body that submits one run. */
function bodyOf(type) {
  const steps = Object.entries(WAITS_FOR).map(([id, dependsOn]) => ({ id, task: 'do nothing', agent_type: type, depends_on: dependsOn }));
  return { task: 'run the graph', workflow: { steps } };
}

/** Puts the agents into the application, as a module of somebody who builds on the service would. */
function addAgents(works) {
  const { AppModule } = dist('app.module');
  const { Agent } = dist('agents/agent');
  const { AgentType } = dist('agents/agent-type.decorator');
  const providers = Object.entries(works).map(([type, work]) => {
    class BenchmarkAgent extends Agent {
      capabilities = [type];
      async processTask() {
        await work();
        return RESULT;
      }
    }
    AgentType(type)(BenchmarkAgent);
    return BenchmarkAgent;
  });
  class BenchmarkModule {}
  Module({ providers })(BenchmarkModule);
  const { forRoot } = AppModule;
  AppModule.forRoot = (config) => {
    const whole = forRoot.call(AppModule, config);
    return { ...whole, imports: [...whole.imports, BenchmarkModule] };
  };
}

/** Tells those who wait for runs how they ended. */
class Ends {
  #waiting = new Map();
  #known = new Map();

  /** @throws Error when the run ends otherwise */
  async completed(taskId) {
    const end = this.#known.get(taskId) ?? (await new Promise((resolve) => this.#waiting.set(taskId, resolve)));
    this.#known.delete(taskId);
    this.#waiting.delete(taskId);
    if (end !== 'task.completed') throw new Error(`a run ended with ${end}`);
  }

  /** Takes the ends out of a network's events, for ever. */
  async read(events) {
    for await (const { event, data } of events) {
      if (!['task.completed', 'task.failed', 'task.cancelled'].includes(event)) continue;
      const tell = this.#waiting.get(data.task_id);
      if (tell) tell(event);
      else this.#known.set(data.task_id, event); // it ended before anybody asked
    }
  }
}
