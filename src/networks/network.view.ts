import type { Network } from './network';

/** A network as clients see it. */
export function networkView(network: Network) {
  return {
    network_id: network.networkId,
    name: network.name,
    description: network.description,
    shared_context: network.sharedContext,
    max_iterations: network.maxIterations,
    timeout_seconds: network.timeoutSeconds,
    max_concurrent_tasks: network.maxConcurrentTasks ?? null,
    created_at: network.createdAt,
    status: network.status,
  };
}
