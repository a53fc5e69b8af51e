import http from 'node:http';
import { BOOTSTRAP_KEY } from './contenders.mjs';
import { percentiles, timesOf } from './runs.mjs';

const REQUEST_DEADLINE_MS = 30_000;
const HEADERS = { authorization: `Bearer ${BOOTSTRAP_KEY}`, 'content-type': 'application/json' };

/**
 * One run at a time over HTTP, from another process: submit and then follow its events, or both in one request.
 * @param {{ port: number, networkId: string, body: object }} about the service
 */
export async function measureRest({ port, networkId, body: run }, { runs }) {
  const agent = new http.Agent({ keepAlive: true });
  const call = (method, path, body) => request({ agent, port, method, path: `/api/mesh/${path}` }, body);
  const body = JSON.stringify(run);
  const tasks = `networks/${networkId}/tasks`;
  const inTwo = async () => {
    const { task_id: taskId } = JSON.parse(await call('POST', tasks, body));
    mustBeCompleted(await call('GET', `tasks/${taskId}/events`));
  };
  const inOne = async () => mustBeCompleted(await call('POST', `${tasks}/stream`, body));
  try {
    const figures = [];
    for (const work of [inTwo, inOne]) {
      await timesOf(20, work);
      figures.push(percentiles(await timesOf(runs, work)));
    }
    return { runs, inTwo: figures[0], inOne: figures[1] };
  } finally {
    agent.destroy();
  }
}

function mustBeCompleted(events) {
  if (!events.includes('event: task.completed')) throw new Error(`a run was not completed: ${events.slice(-500)}`);
}

/** The whole body of the answer, once it has ended. */
function request(options, body) {
  return new Promise((resolve, reject) => {
    const sent = http.request({ host: '127.0.0.1', headers: HEADERS, timeout: REQUEST_DEADLINE_MS, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => (text += part));
      response.on('end', () =>
        response.statusCode < 300 ? resolve(text) : reject(new Error(`${options.path}: ${response.statusCode} ${text}`)),
      );
      response.on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error(`${options.path}: no answer`))).on('error', reject);
    sent.end(body);
  });
}
