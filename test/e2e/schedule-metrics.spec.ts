import { eventually } from '../eventually';
import { Mesh } from '../mesh';

describe('the schedule in the metrics', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  it('shows how many tasks wait, by priority, for how long, and how many may be in flight', async () => {
    const text = String((await mesh.get('//metrics')).body);
    for (const priority of ['1', '10']) expect(text).toContain(`ai_mesh_schedule_waiting_tasks{priority="${priority}"} 0\n`);
    expect(text).toMatch(/^ai_mesh_schedule_oldest_wait_seconds 0$/m);
    expect(text).toMatch(/^ai_mesh_schedule_in_flight_tasks \d+$/m);
    expect(text).toMatch(/^ai_mesh_schedule_window_tasks \d+$/m);
  });

  it('counts the tasks that wait where existing panels look for them', async () => {
    const { body: network } = await mesh.post('/networks', { name: 'Paused', agents: [{ name: 'w', type: 'content' }] });
    const path = `/networks/${network.network_id as string}`;
    expect((await mesh.post(`${path}/pause`, undefined)).status).toBe(200);
    for (const task of ['Write one', 'Write another']) expect((await mesh.post(`${path}/tasks`, { task })).status).toBe(202);
    const isCounted = async () => /^ai_mesh_task_queue_size 2$/m.test(String((await mesh.get('//metrics')).body));
    expect(await eventually('both are counted', isCounted)).toBe(true);
  });
});
