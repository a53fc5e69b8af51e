import type { Datasets } from '../../../datasets';
import type { AgentTask } from '../../agent';
import type { PersonRecord, RecordSource } from '../records/record-source';
import { mailAddress, type MailAddress } from './address';
import { isGranted, isSo } from './answers';
import { consentField, withdrawalFields } from './consent-field';
import { emailField } from './fields';
import { FrequencyCap } from './frequency-cap';
import { type SuppressionList, suppressionList } from './suppression-list';

/** Why a record is not mailed, in the order in which it is asked: the first that holds is the reason. */
export const REFUSALS = ['invalid_address', 'suppressed', 'unsubscribed', 'no_consent', 'capped', 'duplicate'] as const;

/** One of `REFUSALS`. */
export type Refusal = (typeof REFUSALS)[number];

/** Whether a record is mailed, and where to. */
export type MailVerdict = { mailed: true; address: MailAddress } | { mailed: false; reason: Refusal };

/**
 * Decides record by record, in their order, who is mailed. An address is mailed once: the first record of it that may be. Who withdrew in one
 * record of an address has withdrawn in all.
 */
export class WhoMayBeMailed {
  private readonly taken = new Set<string>();

  private constructor(
    readonly emailField: string,
    /** Without whose consent nobody is mailed; undefined when no record knows of consent. */
    readonly consentField: string | undefined,
    private readonly suppressed: SuppressionList,
    private readonly withdrawn: ReadonlySet<string>,
    private readonly cap: FrequencyCap | undefined,
  ) {}

  /** Reads what the context says of consent, suppression and frequency. @throws MeshError invalid, naming the field that cannot be read. */
  static async read(task: AgentTask, datasets: Datasets, source: RecordSource, clockMs = Date.now()): Promise<WhoMayBeMailed> {
    const { columns } = source;
    const email = emailField(columns, source.field, task.context.email_field);
    const consent = consentField(columns, task.context.consent_field);
    const suppressed = await suppressionList(task, datasets);
    const cap = await FrequencyCap.read(task, datasets, columns, clockMs);
    const withdrawn = await withdrawnAddresses(task, source, email);
    return new WhoMayBeMailed(email, consent, suppressed, withdrawn, cap);
  }

  /** Decides on the next record. */
  decide(record: PersonRecord): MailVerdict {
    const address = mailAddress(record[this.emailField]);
    if (address === undefined) return refused('invalid_address');
    const { key } = address;
    if (this.suppressed.has(address)) return refused('suppressed');
    if (this.withdrawn.has(key)) return refused('unsubscribed');
    if (this.consentField !== undefined && !isGranted(record[this.consentField])) return refused('no_consent');
    if (this.cap?.holds(key, record) === true) return refused('capped');
    if (this.taken.has(key)) return refused('duplicate');
    this.taken.add(key);
    return { mailed: true, address };
  }

  /** What could not be read or held, as sentences without data of anybody; to be asked when all records are decided on. */
  get warnings(): string[] {
    const { suppressed, cap } = this;
    return [
      ...(suppressed.blank > 0 ? [`${suppressed.blank} blank entries of the suppression list were passed over`] : []),
      ...(cap?.hasHistory === false
        ? ['the frequency cap could not be held: nothing says when anybody was last mailed (give last_sent_at, or context.send_history)']
        : []),
      ...(cap !== undefined && cap.unreadable > 0
        ? [`${cap.unreadable} times of earlier mails could not be read and were not counted`]
        : []),
      ...(cap !== undefined && cap.unreadableAddresses > 0
        ? [`${cap.unreadableAddresses} entries of context.send_history have no valid address and were not counted`]
        : []),
    ];
  }
}

async function withdrawnAddresses({ signal }: AgentTask, source: RecordSource, email: string): Promise<Set<string>> {
  const withdrawn = new Set<string>();
  const fields = withdrawalFields(source.columns);
  if (fields.length === 0) return withdrawn;
  for await (const block of source.blocks()) {
    signal.throwIfAborted();
    for (const record of block) {
      const key = fields.some((field) => isSo(record[field])) ? mailAddress(record[email])?.key : undefined;
      if (key !== undefined) withdrawn.add(key);
    }
  }
  return withdrawn;
}

function refused(reason: Refusal): MailVerdict {
  return { mailed: false, reason };
}
