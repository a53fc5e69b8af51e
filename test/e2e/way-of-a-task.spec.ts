import { Mesh } from '../mesh';
import { describeWayOfATask } from '../way-of-a-task';

describe('the way of a task', () => {
  let mesh: Mesh;
  beforeAll(async () => {
    mesh = await Mesh.start();
  });
  afterAll(() => mesh.stop());

  describeWayOfATask(() => mesh);

  it('shows probes, metrics and documentation to anyone', async () => {
    for (const path of ['//health/live', '//health/ready', '//health', '/health', '//docs', '//openapi.json', '//metrics']) {
      expect([path, (await mesh.get(path, { Authorization: '' })).status]).toEqual([path, 200]);
    }
    const { body: openapi } = await mesh.get('//openapi.json');
    expect(openapi.openapi).toBe('3.1.0');
    expect(openapi.components.schemas.CreateNetworkDto.properties.max_iterations).toMatchObject({ minimum: 1, maximum: 50 });
    const { body: metrics } = await mesh.get('//metrics');
    expect(metrics).toMatch(/ai_mesh_tasks_total\{status="completed"\} [1-9]/);
  });
});
