import { anyObject, choice, count, id, named, object, orNull, page, text, time } from '../openapi';

/** A network as clients see it. */
export const NETWORK = named(
  'Network',
  object({
    network_id: id('network'),
    name: text(undefined, 'Spring campaign'),
    description: text(),
    shared_context: anyObject('What every agent of it is told'),
    max_iterations: count('Rounds of review and revision of one task'),
    timeout_seconds: count('Seconds one task may take'),
    max_concurrent_tasks: orNull(count('Tasks that may be in flight together')),
    created_at: time(),
    status: choice(['active']),
  }),
);

/** The same with what others keep of it. */
export const COUNTED_NETWORK = named(
  'CountedNetwork',
  object({
    ...NETWORK.properties,
    status: choice(['active', 'paused']),
    agent_count: count(),
    task_count: count(),
    memory_count: count(),
  }),
);

/** A page of networks. */
export const NETWORK_PAGE = page(COUNTED_NETWORK);
