// A client of the service: uploads recipients, has them mailed, and waits for it: `node client.mjs URL KEY COUNT`. Prints one line of JSON.
import { recipients, TEMPLATE } from './mail.mjs';

const [url, key, count] = process.argv.slice(2);
const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };

async function call(path, body, type = 'application/json') {
  const response = await fetch(`${url}/api/mesh${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...headers, 'Content-Type': type },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}

const { network_id: network } = await call('/networks', { name: 'bench', agents: [{ name: 'Mailer', type: 'personalization' }] });
const lines = recipients(Number(count)).map((person) => JSON.stringify(person));
const { dataset_id: dataset } = await call(`/networks/${network}/datasets?name=people`, lines.join('\n'), 'application/x-ndjson');
const context = { recipients: { dataset_id: dataset }, template: TEMPLATE, task_type: 'template' };
const steps = [{ id: 'step_1', task: 'Render the template for each recipient.', agent_type: 'personalization' }];
const startedAt = performance.now();
const { task_id: id } = await call(`/networks/${network}/tasks`, { task: 'Render the template.', context, workflow: { steps } });
await call(`/tasks/${id}/events`); // ends with the task
const seconds = (performance.now() - startedAt) / 1_000;
const task = await call(`/networks/${network}/tasks/${id}`);
if (task.status !== 'completed') throw new Error(JSON.stringify(task));
const { rendered, rendered_dataset_id: mails } = task.steps[0].result.output;
const { rows, bytes } = await call(`/networks/${network}/datasets/${mails}`);
process.stdout.write(JSON.stringify({ seconds, mails: rendered, rows, keptBytes: bytes }));
