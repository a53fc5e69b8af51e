// One replica of the built service, as `run.mjs` starts it: with our server of messages, or with Nest's own in its place. Tells over HTTP how many
// messages it has worked on, and what that took.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../../../scripts/places.mjs';

const require = createRequire(import.meta.url);
const dist = (file) => require(path.join(ROOT, 'dist', file));
require('reflect-metadata');
const { Server, ServerRedis } = require('@nestjs/microservices');

let executions = 0;
const addHandler = Server.prototype.addHandler;
Server.prototype.addHandler = function (pattern, callback, ...rest) {
  const counted = (...call) => {
    executions += 1;
    return callback(...call);
  };
  addHandler.call(this, pattern, counted, ...rest);
};

if (process.env.TRANSPORT === 'stock') {
  const { MessageContext } = dist('redis/rpc/message-context');
  const { envelopeOf } = dist('redis/rpc/envelope');
  const { hostname, port } = new URL(process.env.REDIS_URL);
  /** Nest's own, but for what the guards of the service read from the context of a message. */
  class StockServer extends ServerRedis {
    constructor() {
      super({ host: hostname, port: Number(port) });
    }

    addHandler(pattern, callback, ...rest) {
      const handler = async (data, { args: [channel] }) => {
        const context = new MessageContext(channel, envelopeOf(data));
        try {
          return await callback(data, context);
        } finally {
          context.end();
        }
      };
      super.addHandler(pattern, handler, ...rest);
    }
  }
  const redis = dist('redis');
  const replaced = { ...redis, OneResponderServer: StockServer };
  require.cache[require.resolve(path.join(ROOT, 'dist/redis'))].exports = replaced;
}

const { createApp } = dist('create-app');
const app = await createApp(dist('config').loadConfig(dist('app.module').CONFIG_FRAGMENTS, process.env));
await app.listen(Number(process.env.PORT), '127.0.0.1');
const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};
createServer((_request, response) => response.end(JSON.stringify({ executions, cpuMs: cpuMs() }))).listen(
  Number(process.env.COUNT_PORT),
  '127.0.0.1',
);
