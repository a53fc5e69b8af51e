import { createRequire } from 'node:module';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../../../scripts/places.mjs';
import { WAITS_FOR } from './graph.mjs';

const require = createRequire(import.meta.url);
const dist = (file) => require(path.join(ROOT, 'dist', file));
require('reflect-metadata');
const { Module } = require('@nestjs/common');

/** Milliseconds after which a run is looked at although nothing was heard of it. */
const LOOK_AGAIN_MS = 2_000;
/** Milliseconds that the slow agent takes for a step. */
const NAP_MS = 50;
const RESULT = { summary: 'done', output: {}, confidence: 1, confidenceReasons: [], evidence: [], warnings: [], memories: [], answers: [] };

/**
 * Everything the benchmark knows of the service: the whole of it in this process, with three agent types of its own: `noop`
 * does nothing, `nap` takes 50 ms, `gate` waits until `openGate`.
 */
export async function startService() {
  let openGate;
  const gate = new Promise((resolve) => (openGate = resolve));
  addAgents({ noop: () => undefined, nap: () => sleep(NAP_MS), gate: () => gate });
  const { createApp } = dist('create-app');
  const app = await createApp(dist('config').loadConfig(dist('app.module').CONFIG_FRAGMENTS, process.env));
  await app.listen(0, '127.0.0.1');
  const get = (file, name) => app.get(dist(file)[name], { strict: false });
  const coordinator = get('coordinator/coordinator.service', 'CoordinatorService');
  const networks = get('networks', 'NetworksService');
  const hints = get('coordinator/events/task-hints', 'TaskHints');
  const reader = get('coordinator/events/task-event.reader', 'TaskEventReader');
  const tasks = get('coordinator/workflow/task.store', 'TaskStore');
  const completion = completionsOf(
    (ref, listener) => hints.watch(ref, listener),
    (ref) => tasks.status(ref),
  );

  return {
    port: app.getHttpServer().address().port,
    openGate,

    /** A network whose agents are of this type. @returns how to submit one run to it, and its id */
    async network(tenantId, type) {
      const principal = { tenantId, userId: 'benchmark', role: 'admin' };
      const { networkId } = await networks.create(principal, { name: 'benchmark', agents: [{ name: type, type }] });
      const body = bodyOf(type);
      return { networkId, submit: async () => (await coordinator.submit(principal, networkId, body)).ref };
    },

    /** Resolves when the run is completed. */
    completed: (ref) => completion(ref),

    /** The names of a run's events as they become known, to the last. */
    async *eventsOf(ref) {
      for await (const { event } of reader.follow(ref, '0-0', new AbortController().signal)) yield event;
    },
  };
}

/** The body that submits one run, here and over HTTP. */
export function bodyOf(type) {
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

/**
 * Tells the end of runs at little cost: every run is hinted at equally often, so the status is first asked for when the hint
 * comes that was the last one of an earlier run; where that was too early, at every further hint.
 */
function completionsOf(watch, statusOf) {
  let usualHints = 1;
  return (ref) =>
    new Promise((resolve, reject) => {
      let seen = 0;
      const look = async () => {
        const at = seen;
        const status = await statusOf(ref);
        if (status === 'completed') {
          if (at > usualHints) usualHints = at;
          end(resolve);
        } else if (['failed', 'cancelled', 'expired'].includes(status)) end(reject, new Error(`a run ended as ${status}`));
      };
      const lookSafely = () => void look().catch((error) => end(reject, error));
      const leave = watch(ref, () => {
        seen += 1;
        if (seen >= usualHints) lookSafely();
      });
      const timer = setInterval(lookSafely, LOOK_AGAIN_MS);
      const end = (settle, value) => {
        clearInterval(timer);
        leave();
        settle(value);
      };
    });
}
