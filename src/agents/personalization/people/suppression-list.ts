import type { Datasets } from '../../../datasets';
import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import { recordSource } from '../records/record-source';
import { mailAddress, mailDomain, type MailAddress } from './address';
import { emailField } from './fields';

/** Entries that one step holds in memory. */
const MOST_ENTRIES = 1_000_000;
/** Addresses that stand in the request itself. */
const MOST_INLINE = 200_000;

/** Addresses and whole domains that get nothing; a domain does not stand for those below it. */
export class SuppressionList {
  private readonly keys = new Set<string>();
  private readonly domains = new Set<string>();
  /** Entries in which there was nothing. */
  blank = 0;

  has({ key, domain }: MailAddress): boolean {
    return this.keys.has(key) || this.domains.has(domain);
  }

  /** Takes an address, or a domain as `@example.com`. @throws MeshError invalid, naming `at`: an entry that is passed over would be mailed. */
  take(entry: unknown, at: () => string): void {
    const text = typeof entry === 'string' ? entry.trim() : entry;
    if (text === '' || text === null || text === undefined) {
      this.blank += 1;
      return;
    }
    const domain = typeof text === 'string' && text.startsWith('@') ? mailDomain(text.slice(1)) : undefined;
    const address = domain === undefined ? mailAddress(text) : undefined;
    if (domain !== undefined) this.domains.add(domain);
    else if (address !== undefined) this.keys.add(address.key);
    else throw invalidField(at(), 'must be an e-mail address, or a domain such as "@example.com"');
    if (this.keys.size + this.domains.size > MOST_ENTRIES) {
      throw invalidField('context.suppression_list', `must hold at most ${MOST_ENTRIES} entries`);
    }
  }
}

/**
 * `context.suppression_list`: a list of addresses and domains, or records or a dataset with a field `email`. Empty when it is not given.
 * @throws MeshError invalid, naming the entry that cannot be read.
 */
export async function suppressionList(task: AgentTask, datasets: Datasets): Promise<SuppressionList> {
  const list = new SuppressionList();
  const given = task.context.suppression_list;
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return list;
  if (Array.isArray(given) && !given.some((entry) => entry !== null && typeof entry === 'object')) {
    if (given.length > MOST_INLINE) {
      throw invalidField('context.suppression_list', `must hold at most ${MOST_INLINE} entries: upload more as a dataset`);
    }
    for (const [index, entry] of given.entries()) list.take(entry, () => `context.suppression_list[${index}]`);
    return list;
  }
  const source = (await recordSource(task, datasets, 'suppression_list'))!;
  const field = emailField(source.columns, source.field);
  let index = 0;
  for await (const block of source.blocks()) {
    task.signal.throwIfAborted();
    for (const record of block) {
      list.take(record[field], () => `${source.field}[${index}].${field}`);
      index += 1;
    }
  }
  return list;
}
