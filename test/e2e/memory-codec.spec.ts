import zlib from 'node:zlib';
import { Mesh } from '../mesh';

describe('what compressing memories saves', () => {
  it.each(['off', 'auto'] as const)('is told by the stats and the metrics, with zstd %s', async (zstd) => {
    const mesh = await Mesh.start({ MESH_MEMORY_ZSTD: zstd });
    try {
      const before = await metricsOf(mesh);
      expect((await mesh.get('/stats/memory')).body).toMatchObject({ items: 0, bytes_in: 0, bytes_saved: 0, ratio: null });
      const { network_id } = (await mesh.post('/networks', { name: 'Small' })).body as { network_id: string };
      const path = `/networks/${network_id}/memories`;
      await mesh.post(path, { content: 'short', type: 'fact' });
      const content = 'A sentence that comes again and again. '.repeat(2_000);
      const { body } = await mesh.post(path, { content, type: 'fact' });
      expect((await mesh.get(`${path}/${body.memory_id as string}`)).body.content).toBe(content);
      const { body: stats } = await mesh.get('/stats/memory');
      const large = zstd === 'auto' && 'zstdCompress' in zlib ? 'zstd' : 'deflate';
      expect(stats).toMatchObject({ items: 2, threshold_bytes: 1_024, by_codec: { raw: 1, [large]: 1 } });
      expect(stats.bytes_in - stats.bytes_stored).toBe(stats.bytes_saved);
      expect(stats.ratio).toBeCloseTo(stats.bytes_stored / stats.bytes_in);
      expect(stats.ratio).toBeLessThan(0.1);
      const after = await metricsOf(mesh);
      // What is kept raw takes a byte more than the text: nothing is saved there.
      expect(after.saved - before.saved).toBe((stats.bytes_saved as number) + 1);
      expect(after.stored - before.stored).toBe(stats.bytes_stored);
    } finally {
      await mesh.stop();
    }
  });

  it('is set to one of two values', async () => {
    await expect(Mesh.start({ MESH_MEMORY_ZSTD: 'always' })).rejects.toThrow('MESH_MEMORY_ZSTD');
  });
});

/** The registry is one in the process, and outlives a mesh. */
async function metricsOf(mesh: Mesh): Promise<{ saved: number; stored: number }> {
  const text = (await mesh.get('//metrics')).body as string;
  const sumOf = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{.*\\})? (.*)$`, 'gm'))].reduce((sum, [, value]) => sum + Number(value), 0);
  return { saved: sumOf('ai_mesh_memory_bytes_saved_total'), stored: sumOf('ai_mesh_memory_body_bytes_total') };
}
