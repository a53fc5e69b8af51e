/**
 * What is known of a task's steps from the events so far. Times are milliseconds of this machine's clock.
 * A step: { id, agent, task, after: string[], state: waiting | running | retrying | completed | failed, startedAt?, tookMs?, cost?, note? }
 */
export class Steps {
  #byId = new Map();

  /** In the order in which the plan names them. */
  get all() {
    return [...this.#byId.values()];
  }

  /** Takes one event in. @returns the step it is about, if it is about one that is known or can be made known */
  apply({ event, data }, now) {
    if (event === 'task.planned') {
      for (const { step_id: id, agent_type: agent, task, depends_on: after = [] } of data.steps ?? [])
        this.#set(id, { agent, task, after });
      return undefined;
    }
    if (!data.step_id) return undefined;
    const { step_id: id, agent_type: agent } = data;
    const known = agent ? { agent } : {};
    switch (event) {
      case 'step.started':
        return this.#set(id, { ...known, state: 'running', startedAt: now });
      case 'step.retrying':
        return this.#set(id, { ...known, state: 'retrying', note: data.error?.detail ?? data.error?.message ?? data.error });
      case 'step.completed':
        return this.#end(id, { ...known, state: 'completed', note: data.summary }, data, now);
      case 'step.failed':
        return this.#end(id, { ...known, state: 'failed', note: data.error?.detail ?? data.error?.message ?? data.error }, data, now);
      default:
        return undefined;
    }
  }

  /** Takes the steps of the task itself, for events that never arrived: a step whose end was not seen ends now. */
  settle(steps) {
    for (const { step_id: id, agent_type: agent, task, depends_on: after, status, cost_usd: cost, error } of steps ?? []) {
      const seen = this.#byId.get(id)?.state;
      if (seen === 'completed' || seen === 'failed' || (status !== 'completed' && status !== 'failed')) continue;
      this.#set(id, { agent, task, after, state: status, cost, ...(error ? { note: error.detail ?? error } : {}) });
    }
  }

  #end(id, change, { duration_ms: tookMs, cost_usd: cost }, now) {
    const startedAt = this.#byId.get(id)?.startedAt ?? now;
    return this.#set(id, { ...change, tookMs: tookMs ?? now - startedAt, cost });
  }

  #set(id, change) {
    const step = { id, agent: '', task: '', after: [], state: 'waiting', ...this.#byId.get(id), ...change };
    this.#byId.set(id, step);
    return step;
  }
}
