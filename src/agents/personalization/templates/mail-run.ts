import { setImmediate } from 'node:timers/promises';
import type { Cell } from '../../../datasets';
import type { AgentTask } from '../../agent';
import type { MailAddress } from '../people/address';
import { REFUSALS, type Refusal, type WhoMayBeMailed } from '../people/who-may-be-mailed';
import type { PersonRecord, RecordSource } from '../records/record-source';
import type { CompiledMail, RenderedMail } from './compiled-mail';
import { FailureCount } from './failure-count';
import { isIncomplete, withFallbacks, type MissingRules } from './fallbacks';
import { FieldCounts } from './field-counts';
import { Previews } from './previews';
import { PartFailure } from './template-problem';

/** How many records got no mail, by reason. */
export type NotMailed = Record<Refusal | 'incomplete' | 'failed' | 'too_long', number>;

/** Renders one mail after the other, and counts what became of all records. */
export class MailRun {
  rendered = 0;
  /** Mails from which an address was left out. */
  unsafe = 0;
  readonly fields: FieldCounts;
  readonly failures = new FailureCount();
  private readonly shown: Previews;
  private readonly refused = new Map<Refusal | 'incomplete', number>();

  constructor(
    private readonly task: AgentTask,
    private readonly mail: CompiledMail,
    private readonly source: RecordSource,
    private readonly who: WhoMayBeMailed,
    private readonly rules: MissingRules,
  ) {
    this.fields = new FieldCounts(mail.fields, rules);
    this.shown = new Previews(source.records);
  }

  /** Renders for nobody. @throws MeshError invalid when that takes too much work, or gets too long: then it does for everybody. */
  async tryOut(): Promise<void> {
    try {
      await this.renderedOnce({});
    } catch (error) {
      if (error instanceof PartFailure && error.by !== 'value') throw error.problem;
      if (!(error instanceof PartFailure)) throw error;
    }
  }

  /** The mails as rows, in the order of the recipients. @throws MeshError invalid when too many cannot be rendered. */
  async *rows(): AsyncGenerator<Record<string, Cell>, void, undefined> {
    let index = -1;
    for await (const block of this.source.blocks()) {
      this.task.signal.throwIfAborted();
      for (const record of block) {
        index += 1;
        const address = this.addressOf(record);
        const mail = address === undefined ? undefined : await this.mailFor(record);
        if (address === undefined || mail === undefined) continue;
        this.rendered += 1;
        this.unsafe += mail.unsafe > 0 ? 1 : 0;
        this.fields.take(record, mail);
        this.shown.take(index, address.address, mail);
        yield { email: address.address, ...mail.parts };
      }
    }
  }

  /** Mails as single recipients get them. */
  get previews(): Previews['chosen'] {
    return this.shown.chosen;
  }

  get notMailed(): NotMailed {
    const counts = [...REFUSALS, 'incomplete' as const].map((reason) => [reason, this.refused.get(reason) ?? 0]);
    return { ...(Object.fromEntries(counts) as NotMailed), failed: this.failures.failed, too_long: this.failures.tooLong };
  }

  private addressOf(record: PersonRecord): MailAddress | undefined {
    const verdict = this.who.decide(record);
    const reason = !verdict.mailed ? verdict.reason : isIncomplete(record, this.rules) ? 'incomplete' : undefined;
    if (verdict.mailed && reason === undefined) return verdict.address;
    this.refused.set(reason!, (this.refused.get(reason!) ?? 0) + 1);
    return undefined;
  }

  private async mailFor(record: PersonRecord): Promise<RenderedMail | undefined> {
    try {
      return await this.renderedOnce(withFallbacks(record, this.rules));
    } catch (error) {
      if (!(error instanceof PartFailure)) throw error;
      this.failures.take(error);
      await setImmediate(); // what fails may have taken all the time that one mail has
      this.task.signal.throwIfAborted();
      return undefined;
    }
  }

  /** The same again when only the clock was against it: a busy machine takes time from anybody. */
  private async renderedOnce(record: Readonly<Record<string, unknown>>): Promise<RenderedMail> {
    try {
      return this.mail.render(record);
    } catch (error) {
      if (!(error instanceof PartFailure) || !error.isByTime) throw error;
      await setImmediate();
      return this.mail.render(record);
    }
  }
}
