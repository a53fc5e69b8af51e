import { eventually } from '../eventually';
import type { ServiceProcess } from '../service-process';

const row = { arm: 'A', size: 'small', customers: 100, visits: 20, conversions: 2, spend: 10, spend_squared: 70 };
const FIGURES = [
  row,
  { ...row, arm: 'Control', visits: 5 },
  { ...row, size: 'large' },
  { ...row, arm: 'Control', size: 'large', visits: 18 },
];
/** Every task is a diamond; of these many one has a step in it that asks its model twice. */
const ASKS_TWICE = 2;

/** What the service says of a task that has ended. */
export interface EndedTask {
  task_id: string;
  status: string;
  error: unknown;
  history: { at: string; event: string; step_id?: string }[];
  steps: { step_id: string; status: string; attempts: number }[];
}

/** Tasks of one network, which are submitted to a service, and looked up at any other. */
export class DrillTasks {
  readonly accepted: string[] = [];
  private submitted = 0;

  private constructor(readonly networkId: string) {}

  private get path(): string {
    return `/networks/${this.networkId}/tasks`;
  }

  static async in(service: ServiceProcess): Promise<DrillTasks> {
    const agents = [
      { name: 'Analyst', type: 'analytics' },
      { name: 'Writer', type: 'writer', description: 'Writes.' },
    ];
    const { status, body } = await service.call('POST', '/networks', { name: 'Drill', agents, max_concurrent_tasks: 100 });
    if (status !== 201) throw new Error(`no network: ${status} ${JSON.stringify(body)}`);
    return new DrillTasks(body.network_id as string);
  }

  /** Submits a diamond; whoever sees the 202 may rely on it. Rejects when the service dies first. */
  async submit(service: ServiceProcess): Promise<void> {
    const number = (this.submitted += 1);
    const part = (id: string, depends_on: string[], agent_type = 'writer') => {
      return { id, depends_on, agent_type, task: `Work on part ${this.networkId}-${number}-${id}` };
    };
    const middle = number % ASKS_TWICE === 0 ? 'analytics' : 'writer';
    const steps = [part('a', []), part('b', ['a'], middle), part('c', ['a']), part('d', ['b', 'c'])];
    const task = { task: `Diamond ${this.networkId}-${number}`, context: { campaign_data: FIGURES }, workflow: { steps } };
    const { status, body } = await service.call('POST', this.path, task);
    if (status !== 202) throw new Error(`not accepted: ${status} ${JSON.stringify(body)}`);
    this.accepted.push(body.task_id as string);
  }

  async submitMany(service: ServiceProcess, count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.submit(service)));
  }

  /** Every accepted task of those from `first` on, once all have ended. */
  async ended(service: ServiceProcess, first = 0, deadlineMs = 30_000): Promise<EndedTask[]> {
    return Promise.all(
      this.accepted.slice(first).map((taskId) =>
        eventually(
          `${taskId} has ended`,
          async () => {
            const { status, body } = await service.call('GET', `${this.path}/${taskId}`).catch(() => ({ status: 0, body: undefined }));
            return status === 200 && body.finished_at !== null && (body as EndedTask);
          },
          deadlineMs,
        ),
      ),
    );
  }

  /** Tasks of the network that the service knows, also those whose acceptance nobody saw. */
  async known(service: ServiceProcess): Promise<{ task_id: string; finished_at: string | null }[]> {
    const { body } = await service.call('GET', `${this.path}?limit=100`);
    return body.data as { task_id: string; finished_at: string | null }[];
  }
}

/** Steps whose result was applied more than once, or not at all, as `task step times`. */
export function notAppliedOnce(tasks: readonly EndedTask[]): string[] {
  return tasks.flatMap(({ task_id, history, steps }) =>
    steps.flatMap(({ step_id }) => {
      const times = history.filter(({ event, step_id: of }) => event === 'step.completed' && of === step_id).length;
      return times === 1 ? [] : [`${task_id} ${step_id} ${times}`];
    }),
  );
}

/** Milliseconds from the last death before it to each new attempt at a step. */
export function resumptionsMs(tasks: readonly EndedTask[], deathsMs: readonly number[]): number[] {
  return tasks.flatMap(({ history, steps }) =>
    steps.flatMap(({ step_id }) => {
      const starts = history.filter(({ event, step_id: of }) => event === 'step.started' && of === step_id);
      return starts.slice(1).flatMap(({ at }) => {
        const before = deathsMs.filter((deathMs) => deathMs <= Date.parse(at));
        return before.length === 0 ? [] : [Date.parse(at) - Math.max(...before)];
      });
    }),
  );
}
