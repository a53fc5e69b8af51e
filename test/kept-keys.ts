/** Keys that live without a TTL, and why they may. What stands between `<` and `>` in a name is one of many. */
export interface KeptKeys {
  /** What all their names begin with. */
  prefix: string;
  /** How their names go on. */
  rest: readonly string[];
  /** What they hold. */
  what: string;
  /** What removes it: a policy of retention, the end of what it belongs to, or a bound. */
  until: string;
}

/** All of them; `docs/retention.md` has a row for each, see `rowOf`. */
export const KEPT_KEYS: readonly KeptKeys[] = [
  {
    prefix: 'mesh:{<tenant>:<network>}:',
    rest: ['network', 'agents'],
    what: 'a network and its agents',
    until: 'it is deleted',
  },
  {
    prefix: 'mesh:{<tenant>}:',
    rest: ['networks'],
    what: 'the networks of a tenant',
    until: 'each is deleted',
  },
  {
    prefix: 'mesh:{<tenant>:<network>}:',
    rest: ['paused'],
    what: 'that a network is paused',
    until: 'it goes on, or is deleted',
  },
  {
    prefix: 'mesh:{<tenant>:<network>}:mem:',
    rest: [
      ...['items:<page>', 'forward:<page>', 'columns:<page>', 'terms:<page>', 'vectors:<page>'],
      ...['meta', 'versions', 'untils', 'ids', 'digests', 'near', 'sessions', 'actors', 'uses', 'successors', 'predecessors'],
    ],
    what: 'pages of memory with one that has no end, and the index of its network',
    until: 'the policies `long_term_memory` and `working_memory` remove it, or the network is deleted',
  },
  {
    prefix: 'mesh:{<tenant>:<network>}:mem:',
    rest: ['promotions', 'forgets', 'unembedded'],
    what: 'memories that the database does not have yet or has still, or that have no vector yet',
    until: 'it is done; one entry a memory',
  },
  {
    prefix: 'mesh:{<tenant>}:budget',
    rest: ['', ':state:<budget>', ':leases:<budget>', ':late:<budget>'],
    what: 'budgets, and the calls that are booked in them',
    until: 'the budget is deleted; 10,000 calls each',
  },
  {
    prefix: 'mesh:{<tenant>}:',
    rest: ['retention'],
    what: 'how long a tenant keeps what',
    until: 'it chooses anew; one field a type of data',
  },
  {
    prefix: 'mesh:{<tenant>}:',
    rest: ['safety'],
    what: 'what the content safety filter lets pass for a tenant',
    until: 'it chooses anew; one field',
  },
  {
    prefix: 'mesh:{<tenant>}:',
    rest: ['inputs'],
    what: 'what a tenant does with dangerous input',
    until: 'it chooses anew; three fields',
  },
  {
    prefix: 'mesh:{slot:<slot>}:',
    rest: ['api-key:<key>', 'api-key:<key>:children', 'api-keys:<tenant>'],
    what: 'API keys that do not expire, those below them, and the list of a tenant',
    until: '90 days after they are revoked; 10,000 keys a tenant',
  },
  {
    prefix: 'mesh:{slot:<slot>}:',
    rest: ['limits:<tenant>'],
    what: 'the rate limits of a tenant',
    until: 'they are set to null; one field a limit',
  },
  {
    prefix: 'mesh:{slot:<slot>}:audit:<tenant>:',
    rest: ['head', 'days'],
    what: 'where the audit log of a tenant ends, and its days',
    until: 'the policy `audit` prunes the days; the head stays, so that nothing can be cut off unseen',
  },
  {
    prefix: 'mesh:{slot:<slot>}:audit:<tenant>:',
    rest: ['checkpoints', 'tombstones'],
    what: 'what was signed of an audit log',
    until: 'the policy `audit` prunes checkpoints with their days; one tombstone a pruning stays',
  },
  {
    prefix: 'mesh:{slot:<slot>}:audit:<tenant>:',
    rest: ['subjects'],
    what: 'the keys of the people in an audit log',
    until: 'the person is erased; one a user, and one a day for those without a key',
  },
  {
    prefix: 'mesh:{slot:<slot>}:audit:<tenant>:',
    rest: ['open'],
    what: 'operations that have begun',
    until: 'they end, or their process has been dead for half a minute',
  },
  {
    prefix: 'mesh:{audit}:',
    rest: ['tenants'],
    what: 'the tenants that have an audit log',
    until: 'never; one entry a tenant',
  },
  {
    prefix: 'mesh:{limits}:',
    rest: ['platform'],
    what: 'the limits of the platform',
    until: 'they are set to null; one field',
  },
  {
    prefix: 'mesh:{',
    rest: ['agenda:<name>}', 'retention}:requests', 'erasures}:due'],
    what: 'networks for which something is to be done, and the sweeps and erasures that were asked for',
    until: 'it is done; one entry a network or erasure, two a tenant for sweeps',
  },
  {
    prefix: 'mesh:{mesh:queue}:fair:',
    rest: [
      ...['tasks', 'checks', 'totals', 'paused', 'waiting:<priority>', 'tenants', 'left', 'shares'],
      ...['tenant:<tenant>', 'tenant:<tenant>:networks', 'tenant:<tenant>:left'],
      ...['network:<tenant> <network>', 'network:<tenant> <network>:order', 'network:<tenant> <network>:ageing'],
    ],
    what: 'the schedule of tasks, and the networks that are paused',
    until: 'the tasks end, the networks go on',
  },
  {
    prefix: '{mesh:queue}:mesh:',
    rest: ['meta', 'id', 'events', 'marker', 'pc', 'wait', 'prioritized', 'active', 'delayed', 'stalled', '<job>'],
    what: 'the queue of BullMQ',
    until: 'the job is done; its log is emptied within a second',
  },
];

/** Keys that belong to no tenant, with a TTL or without; any other carries its tenant in its hash tag, or the slot of its tenant. */
export const KEYS_OF_THE_MESH: readonly string[] = [
  'mesh:{agenda:<name>}',
  'mesh:{leader:<name>}',
  'mesh:{audit}:tenants',
  'mesh:{audit}:process:<process>',
  'mesh:{limits}:platform',
  'mesh:{retention}:round',
  'mesh:{retention}:requests',
  'mesh:{erasures}:due',
  'mesh:{revocations}',
  'mesh:{revocations}:tasks-ended',
  'mesh:{breakers}:open',
  'mesh:{breakers}:trial:<model>',
  'mesh:{failures:<addresses>}',
  'mesh:{ip:<addresses>}:requests_per_minute',
  'mesh:{rpc}:claim:mesh.<message>:<id>',
  'mesh:{rpc}:roster',
  'mesh:{mesh:queue}:fair:<rest>',
  '{mesh:queue}:mesh:<rest>',
];

/** What stands for something in a name, where it is more exactly known than that it is not empty. */
const SHAPES: Readonly<Record<string, string>> = {
  tenant: '[^:{} ]+',
  network: 'network_\\w+',
  slot: '[0-9a-z]{8}',
  key: 'key_\\w+',
  page: '\\d+',
  priority: '\\d+',
  name: '[\\w-]+',
  job: 'task_\\w+\\.(start|finish|step\\..+)',
};

/** Whether a key has the name. */
export function isNamed(key: string, name: string): boolean {
  const pattern = name
    .split(/(<[^>]+>)/)
    .map((part) => (part.startsWith('<') ? (SHAPES[part.slice(1, -1)] ?? '.+') : part.replace(/[{}.]/g, '\\$&')))
    .join('');
  return new RegExp(`^${pattern}$`).test(key);
}

/** Whether a key is one of those. */
export function isKeptAs(key: string, { prefix, rest }: KeptKeys): boolean {
  return rest.some((one) => isNamed(key, prefix + one));
}

/** Names that are shown one by one. */
const MAX_SHOWN = 3;

/** Its row in the guide. */
export function rowOf({ prefix, rest, what, until }: KeptKeys): string {
  const shown = rest.length > MAX_SHOWN ? [`${prefix}…`] : rest.map((one) => prefix + one);
  return `| ${what} | ${shown.map((name) => `\`${name}\``).join(', ')} | ${until} |`;
}
