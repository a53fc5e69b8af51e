/** Keys that live without a TTL: each lives as long as what it belongs to, or until a policy or a bound removes it. */
export interface KeptKeys {
  /** What the name begins with, and which names. */
  names: RegExp;
  what: string;
  until: string;
}

/** All there are; `docs/retention.md` has the same table. */
export const KEPT_KEYS: readonly KeptKeys[] = [
  { names: /^mesh:\{[^}:]+:network_\w+\}:(network|agents)$/, what: 'a network and its agents', until: 'the network is deleted' },
  { names: /^mesh:\{[^}:]+:network_\w+\}:paused$/, what: 'that a network is paused', until: 'it is resumed' },
  {
    names: /^mesh:\{[^}:]+:network_\w+\}:(tasks|dead-letters|approvals)$/,
    what: 'lists of tasks',
    until: 'the tasks go, by the policy `tasks`; 10,000 dead letters at most',
  },
  {
    names: /^mesh:\{[^}:]+:network_\w+\}:mem:/,
    what: 'index and pages of memory, where one of them is kept for long',
    until: 'the memories go, by the policies of memory',
  },
  { names: /^mesh:\{[^}:]+\}:networks$/, what: 'the networks of a tenant', until: 'they are deleted' },
  { names: /^mesh:\{[^}:]+\}:budget(:state:.+)?$/, what: 'budgets', until: 'they are deleted' },
  { names: /^mesh:\{[^}:]+\}:retention$/, what: 'what a tenant keeps for how long', until: 'it is changed; ten fields at most' },
  {
    names: /^mesh:\{slot:\w{8}\}:api-keys?:/,
    what: 'API keys, their children, and those of a tenant',
    until: 'they are revoked; an expired one goes 90 days later',
  },
  { names: /^mesh:\{slot:\w{8}\}:limits:/, what: 'rate limits of a tenant', until: 'they are changed; one field a limit' },
  {
    names: /^mesh:\{slot:\w{8}\}:audit:[^:]+:(head|days|subjects)$/,
    what: 'where the audit log ends, its days, and the keys of the people in it',
    until: 'days are pruned by the policy `audit`, people erased',
  },
  {
    names: /^mesh:\{(limits\}:platform|audit\}:tenants|retention\}:requests|erasures\}:due)$/,
    what: 'what is of no tenant',
    until: 'one entry a tenant, or an erasure that is under way',
  },
  { names: /^mesh:\{agenda:\w+\}$/, what: 'networks for which something is to be done', until: 'it is done' },
  {
    names: /^mesh:\{mesh:queue\}:fair:|^\{mesh:queue\}:mesh:/,
    what: 'the schedule and the queue',
    until: 'a task has ended',
  },
];
