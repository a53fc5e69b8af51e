// Our service in one process with its workers, driven from within. REDIS_URL and the settings of the service in the environment.
import { answer } from './answers.mjs';
import { fairness, submitWhileFull } from './crowd.mjs';
import { measuresOf } from './runs.mjs';
import { profiled } from './profiled.mjs';
import { startService } from './service.mjs';

const service = await startService();
const usual = await service.network('default', 'noop');
await usual.follow();
const measures = measuresOf(async () => usual.completed(await usual.submit()));

answer(
  {
    ...measures,
    profile: ({ seconds, inFlight }) => profiled(() => measures.load({ seconds, inFlight })),
    submitWhileFull: (options) => submitWhileFull(service, options),
    fairness: (options) => fairness(service, options),
  },
  { port: service.port, networkId: usual.networkId, body: usual.body },
);
