import { networkOf, newId, newIdIn } from './ids';

describe('ids', () => {
  it('name their kind and never repeat', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('network'));
    expect(new Set(ids).size).toBe(1_000);
    for (const id of ids) expect(id).toMatch(/^network_[0-9a-z]{16}$/);
  });

  it('name the network they live in', () => {
    const networkId = newId('network');
    expect(networkOf(newIdIn('task', networkId))).toBe(networkId);
  });

  it.each(['', 'task_x', 'network_0000000000000000', 'task_../../..'])('say of %j that it names no network', (id) => {
    expect(networkOf(id)).toBeUndefined();
  });

  it('are the same for the same seed, and differ between seeds', () => {
    expect(newId('network', 'a')).toBe(newId('network', 'a'));
    expect(newId('network', 'a')).not.toBe(newId('network', 'b'));
  });
});
