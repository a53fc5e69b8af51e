import { Redis } from 'ioredis';
import { freePort, RedisServer } from './redis-server';

const NODES = 3;
const SLOTS = 16_384;
/** Milliseconds the nodes have to agree, which takes them about a second. */
const AGREEMENT_MS = 15_000;

/** A real Cluster of three masters of a test's own. */
export class RedisCluster {
  private constructor(readonly nodes: RedisServer[]) {}

  /** Starts one and waits until every node serves; undefined where the server program knows no Cluster. */
  static async start(): Promise<RedisCluster | undefined> {
    const cluster = new RedisCluster([]);
    const busPorts: number[] = [];
    for (let index = 0; index < NODES; index += 1) {
      // Nodes talk on a port of their own; by default 10,000 above the other, where there may be none, or somebody else.
      const busPort = await freePort();
      busPorts.push(busPort);
      const settings = ['--cluster-enabled', 'yes', '--cluster-port', `${busPort}`, '--cluster-node-timeout', '30000'];
      cluster.nodes.push(await RedisServer.start(...settings));
    }
    const clients = cluster.nodes.map(({ port }) => new Redis(port, '127.0.0.1'));
    try {
      if (!/cluster_enabled:1/.test((await clients[0]?.info('cluster')) ?? '')) return await cluster.remove();
      const bounds = clients.map((_client, index) => Math.ceil((index * SLOTS) / NODES)).concat(SLOTS);
      for (const [index, client] of clients.entries()) {
        await client.call('CLUSTER', 'ADDSLOTSRANGE', bounds[index] as number, (bounds[index + 1] as number) - 1);
        await client.call('CLUSTER', 'MEET', '127.0.0.1', cluster.nodes[0]?.port as number, busPorts[0] as number);
      }
      const giveUp = AbortSignal.timeout(AGREEMENT_MS);
      for (const client of clients) while (!(await serves(client))) giveUp.throwIfAborted();
      return cluster;
    } catch (error) {
      await cluster.remove();
      throw error;
    } finally {
      for (const client of clients) client.disconnect();
    }
  }

  get url(): string {
    return `redis+cluster://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`;
  }

  async remove(): Promise<undefined> {
    await Promise.all(this.nodes.map((node) => node.remove()));
  }
}

/** Whether the node sees every slot served by somebody it knows; asked as often as it answers. */
async function serves(client: Redis): Promise<boolean> {
  const info = String(await client.cluster('INFO'));
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${NODES}`);
}
