import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';
import { eventually } from '../eventually';
import { RedisServer } from '../redis-server';
import { ServiceProcess } from '../service-process';

const { openai } = WIRE_FORMATS;
/** gpt-4o: 20 fresh and 100 cached tokens in, 30 out, at $2.50, $1.25 and $10 a million. */
const ANSWER_COST_USD = 0.000475;
/** Seconds after which a worker that died is noticed, and milliseconds for a machine that has much else to do. */
const LEASE_SECONDS = 2;
const DEADLINE_MS = 60_000;

const campaign = JSON.parse(readFileSync(join(__dirname, '../../examples/hillstrom-2008/campaign.json'), 'utf8')) as {
  context: Record<string, unknown>;
};
const said = { id: 'step_1', agent_type: 'analytics', capability: null, task: 'Say who won', expected_output: 'who won', reviews: null };
const step = (...depends_on: string[]) => ({ ...said, depends_on });

/** All that is asked for one task: a plan that waits for itself, one that runs, a comment with a made-up number, one without. */
const ANSWERS = {
  plan: { steps: [step('step_1')] },
  'plan again': { steps: [step()] },
  commentary: { commentary: 'Sales rose by 47 %.' },
  'commentary again': { commentary: 'The lead is clear.' },
};
type Question = keyof typeof ANSWERS;
const QUESTIONS = Object.keys(ANSWERS) as Question[];

interface ChatRequest {
  messages: { content: string }[];
  response_format: { json_schema: { name: string } };
}

function questionOf({ messages, response_format }: ChatRequest): Question {
  const { name } = response_format.json_schema;
  const again = /Your plan was:|Use no digits at all/.test(messages.at(-1)?.content ?? '');
  return (again ? `${name} again` : name) as Question;
}

describe('a worker that is killed while it waits for a model', () => {
  const model = new ModelServer();
  let redis: RedisServer;
  let dataDir: string;
  let environment: NodeJS.ProcessEnv & { MESH_DATA_DIR: string };
  let service: ServiceProcess;

  beforeAll(async () => {
    const url = await model.start();
    redis = await RedisServer.start('--appendfsync', 'always');
    dataDir = mkdtempSync(join(tmpdir(), 'ai-mesh-'));
    const models = { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' };
    const worker = { MESH_LEASE_SECONDS: `${LEASE_SECONDS}`, MESH_LONG_TERM: 'off' };
    environment = { REDIS_URL: redis.url, MESH_DATA_DIR: dataDir, ...worker, ...models };
    service = await ServiceProcess.start(environment);
  }, DEADLINE_MS);
  afterAll(async () => {
    await service.kill();
    await redis.remove();
    await model.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each(QUESTIONS)(
    'pays for no answer twice when it dies at the %s',
    async (deadlyQuestion) => {
      const answered: Question[] = [];
      let isDeadly = true;
      const deadly = new Promise<void>((arrived) => {
        model.behave((response: ServerResponse) => {
          const question = questionOf(model.received.at(-1)?.body as unknown as ChatRequest);
          if (question === deadlyQuestion && isDeadly) {
            isDeadly = false;
            return arrived();
          }
          answered.push(question);
          json(200, openai.structured(ANSWERS[question]))(response);
        });
      });
      const { body: network } = await service.call('POST', '/networks', { name: 'Drill' });
      const tasks = `/networks/${network.network_id as string}/tasks`;
      const { body: submitted } = await service.call('POST', tasks, { task: 'Which e-mail won?', context: campaign.context });
      await deadly;
      await service.kill();
      service = await ServiceProcess.start(environment);

      const task = await eventually(
        'the task is done',
        async () => {
          const { body } = await service.call('GET', `${tasks}/${submitted.task_id as string}`);
          return body.finished_at !== null && body;
        },
        DEADLINE_MS,
      );
      expect(task).toMatchObject({ status: 'completed', plan_source: 'model', steps: [{ step_id: 'step_1', status: 'completed' }] });
      expect(task.steps[0].result.output.commentary).toBe('The lead is clear.');
      expect(answered).toEqual(QUESTIONS);
      expect(task.cost_usd).toBeCloseTo(QUESTIONS.length * ANSWER_COST_USD, 6);
    },
    2 * DEADLINE_MS,
  );
});
