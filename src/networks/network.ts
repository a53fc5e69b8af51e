/** A network: the agents of one team, their shared memory and their tasks. */
export interface Network {
  networkId: string;
  name: string;
  description: string;
  sharedContext: Record<string, unknown>;
  maxIterations: number;
  timeoutSeconds: number;
  /** Tasks that may be in flight together; absent: as many as its part of the workers. */
  maxConcurrentTasks?: number;
  /** RFC 3339, UTC. */
  createdAt: string;
  createdBy: string;
  status: 'active';
}
