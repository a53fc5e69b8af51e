// Stock Nest with its Redis transport, for comparison: answers `mesh.networks.get`, and tells over IPC how often it did.
require('reflect-metadata');
const { Controller, Module } = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');
const { MessagePattern, Transport } = require('@nestjs/microservices');

let executions = 0;
class Networks {
  get() {
    executions += 1;
    return { network_id: 'network_of_the_benchmark', name: 'Bench' };
  }
}
Reflect.decorate([Controller()], Networks);
Reflect.decorate(
  [MessagePattern('stock.networks.get')],
  Networks.prototype,
  'get',
  Object.getOwnPropertyDescriptor(Networks.prototype, 'get'),
);
class App {}
Reflect.decorate([Module({ controllers: [Networks] })], App);

const { hostname, port } = new URL(process.env.REDIS_URL);
process.on('message', () => process.send({ executions }));
NestFactory.createMicroservice(App, { transport: Transport.REDIS, options: { host: hostname, port: Number(port) }, logger: false })
  .then((app) => app.listen())
  .then(() => process.send('ready'));
