import type { ServiceProcess } from '../service-process';
import { Talk } from '../talk';

/** One event, as far as its order is concerned. */
export interface Followed {
  id: string;
  event: string;
}

/** Whoever is asked which replica serves now. */
export type Alive = () => ServiceProcess;

/** Follows a stream of server-sent events until it is over; whenever the connection breaks, on a replica that lives, after the last id that came. */
export async function followEvents(path: string, alive: Alive, onBreak: () => void): Promise<Followed[]> {
  const followed: Followed[] = [];
  for (;;) {
    const service = alive();
    try {
      const last = followed.at(-1)?.id;
      const headers = { ...service.headers, ...(last !== undefined && { 'Last-Event-ID': last }) };
      const response = await fetch(service.url + path, { headers });
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      await readInto(followed, response.body as ReadableStream<Uint8Array>);
      return followed;
    } catch (error) {
      if (service === alive()) throw error;
      onBreak();
    }
  }
}

async function readInto(followed: Followed[], body: ReadableStream<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of body) {
    const frames = (text + decoder.decode(piece, { stream: true })).split('\n\n');
    text = frames.pop() as string;
    for (const frame of frames) {
      const id = /^id: (.*)$/m.exec(frame)?.[1];
      const event = /^event: (.*)$/m.exec(frame)?.[1];
      if (id !== undefined && event !== undefined) followed.push({ id, event });
    }
  }
}

/** The same over one WebSocket for many tasks; the answer has the events of each. */
export async function followTasks(
  networkId: string,
  taskIds: readonly string[],
  alive: Alive,
  onBreak: () => void,
): Promise<Map<string, Followed[]>> {
  const followed = new Map<string, Followed[]>(taskIds.map((taskId) => [taskId, []]));
  const open = new Set(taskIds);
  for (;;) {
    const service = alive();
    try {
      const talk = await Talk.connected(new URL(service.url).origin, networkId, service.headers);
      for (const task_id of open) talk.say({ type: 'subscribe_task', task_id, last_event_id: followed.get(task_id)?.at(-1)?.id });
      while (open.size > 0) {
        const said = await talk.next();
        if (said.type === 'task_update')
          followed.get(said.task_id as string)?.push({ id: said.event_id as string, event: said.event as string });
        else if (said.type === 'unsubscribed') open.delete(said.task_id as string);
        else if (said.type === 'error') throw new Error(JSON.stringify(said));
      }
      await talk.leave();
      return followed;
    } catch (error) {
      if (service === alive()) throw error;
      onBreak();
    }
  }
}
