import { Agent } from 'undici';

/**
 * Keep-alive connections to all providers, pooled by origin. Undici itself, because Node's `fetch` over it costs several
 * times the CPU. The chain owns all deadlines, so the times here only end what nobody waits for any more.
 */
export const CONNECTIONS = new Agent({
  /** Per origin; more calls wait for a free one. Bounds sockets, and lies above any sensible bulkhead. */
  connections: 1_024,
  pipelining: 1,
  keepAliveTimeout: 30_000,
  connect: { timeout: 10_000 },
  headersTimeout: 900_000,
  bodyTimeout: 900_000,
});
