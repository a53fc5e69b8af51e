// The part of the API that this example needs, over fetch alone.
import { setTimeout as sleep } from 'node:timers/promises';
import { readEvents } from './event-stream.mjs';

const REQUEST_DEADLINE_MS = 15_000;
const QUIET_DEADLINE_MS = 45_000;
const RECONNECT_MS = 500;
const FINAL_EVENTS = new Set(['task.completed', 'task.failed', 'task.cancelled']);
const FINAL_STATUSES = new Set(['completed', 'failed', 'cancelled', 'expired']);

/** What the service refused, in its own words (RFC 9457), or why it could not be reached. */
export class MeshApiError extends Error {}

/**
 * A client of one service.
 * @param {string} baseUrl like http://127.0.0.1:8080
 * @param {string} apiKey
 */
export function meshApi(baseUrl, apiKey) {
  const headers = { authorization: `Bearer ${apiKey}`, accept: 'application/json' };

  /** @throws MeshApiError when the service refuses, cannot be reached or is too slow */
  async function request(method, route, body) {
    let response;
    try {
      response = await fetch(`${baseUrl}/api/mesh${route}`, {
        method,
        headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(REQUEST_DEADLINE_MS),
      });
    } catch (error) {
      throw new MeshApiError(`${method} ${route}: ${error.cause?.code ?? error.message}`);
    }
    const answer = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    const fields = (answer?.errors ?? []).map((fault) => `\n  ${JSON.stringify(fault)}`).join('');
    throw new MeshApiError(
      `${method} ${route}: ${response.status} ${answer?.code ?? ''} ${answer?.detail ?? answer?.title ?? ''}${fields}`,
    );
  }

  return {
    /** Makes a network with the default agents. @returns {Promise<{ network_id: string }>} */
    createNetwork: (name) => request('POST', '/networks', { name }),

    /** Gives the network a task. @returns {Promise<{ task_id: string }>} */
    submitTask: (networkId, task) => request('POST', `/networks/${networkId}/tasks`, task),

    /** The task with its steps and, at the end, its result. */
    getTask: (networkId, taskId) => request('GET', `/networks/${networkId}/tasks/${taskId}`),

    /**
     * The events of a task until its last one. A cut or silent connection is opened again and continues after the last event seen.
     * @param {number} deadlineMs for the whole task
     * @returns {AsyncGenerator<{ event: string, data: object }>} ends early when the task turns out to be over
     * @throws MeshApiError at the deadline, or when the stream is refused
     */
    async *taskEvents(networkId, taskId, deadlineMs) {
      const giveUpAt = Date.now() + deadlineMs;
      let lastEventId;
      while (Date.now() < giveUpAt) {
        try {
          for await (const { id, event, data } of openEvents(taskId, lastEventId, giveUpAt)) {
            if (id !== undefined) lastEventId = id;
            yield { event, data };
            if (FINAL_EVENTS.has(event)) return;
          }
        } catch (error) {
          if (error instanceof MeshApiError) throw error;
        }
        if (FINAL_STATUSES.has((await this.getTask(networkId, taskId)).status)) return;
        await sleep(RECONNECT_MS);
      }
      throw new MeshApiError(`the task did not end within ${Math.round(deadlineMs / 1000)} s`);
    },
  };

  /** One connection. @throws MeshApiError when refused; anything else means that it was cut */
  async function* openEvents(taskId, lastEventId, giveUpAt) {
    const connection = new AbortController();
    const abortIn = (milliseconds) => setTimeout(() => connection.abort(), Math.max(0, Math.min(milliseconds, giveUpAt - Date.now())));
    let timer = abortIn(REQUEST_DEADLINE_MS);
    try {
      const response = await fetch(`${baseUrl}/api/mesh/tasks/${taskId}/events`, {
        headers: { ...headers, accept: 'text/event-stream', ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
        signal: connection.signal,
      });
      if (response.status >= 400 && response.status < 500 && response.status !== 429)
        throw new MeshApiError(`the events of ${taskId} were refused: ${response.status}`);
      if (!response.ok) return;
      const alive = () => {
        clearTimeout(timer);
        timer = abortIn(QUIET_DEADLINE_MS);
      };
      alive();
      yield* readEvents(response.body, alive);
    } finally {
      clearTimeout(timer);
      connection.abort();
    }
  }
}
