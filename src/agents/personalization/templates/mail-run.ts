import { setImmediate } from 'node:timers/promises';
import type { Cell } from '../../../datasets';
import type { AgentTask } from '../../agent';
import type { MailAddress } from '../people/address';
import { REFUSALS, type Refusal, type WhoMayBeMailed } from '../people/who-may-be-mailed';
import type { PersonRecord, RecordSource } from '../records/record-source';
import type { CompiledMail, RenderedMail } from './compiled-mail';
import type { CompiledMails } from './compiled-mails';
import { FailureCount } from './failure-count';
import { isIncomplete, withFallbacks, type MissingRules } from './fallbacks';
import { FieldCounts } from './field-counts';
import { Previews } from './previews';
import { PartFailure } from './template-problem';

/** How many records got no mail, by reason. */
export type NotMailed = Record<Refusal | 'no_segment' | 'incomplete' | 'failed' | 'too_long', number>;

/** Renders one mail after the other, and counts what became of all records. */
export class MailRun {
  rendered = 0;
  /** Mails from which an address was left out. */
  unsafe = 0;
  readonly fields: FieldCounts;
  readonly failures = new FailureCount();
  private readonly shown: Previews;
  private readonly refused = new Map<Refusal | 'no_segment' | 'incomplete', number>();

  constructor(
    private readonly task: AgentTask,
    private readonly mails: CompiledMails,
    private readonly source: RecordSource,
    private readonly who: WhoMayBeMailed,
    private readonly rules: MissingRules,
  ) {
    this.fields = new FieldCounts(mails.fields, rules);
    this.shown = new Previews(source.records);
  }

  /** Renders for nobody. @throws MeshError invalid when that takes too much work, or gets too long: then it does for everybody. */
  async tryOut(): Promise<void> {
    for (const mail of this.mails.all) {
      try {
        await this.renderedOnce(mail, {});
      } catch (error) {
        if (error instanceof PartFailure && error.by !== 'value') throw error.problem;
        if (!(error instanceof PartFailure)) throw error;
      }
    }
  }

  /** The mails as rows, in the order of the recipients. @throws MeshError invalid when too many cannot be rendered. */
  async *rows(): AsyncGenerator<Record<string, Cell>, void, undefined> {
    let index = -1;
    for await (const block of this.source.blocks()) {
      this.task.signal.throwIfAborted();
      for (const record of block) {
        index += 1;
        const found = this.mailOf(record);
        const mail = found === undefined ? undefined : await this.rendering(found.mail, record);
        if (found === undefined || mail === undefined) continue;
        const { address } = found.address;
        this.rendered += 1;
        this.unsafe += mail.unsafe > 0 ? 1 : 0;
        this.fields.take(record, mail);
        this.shown.take(index, address, mail);
        yield { email: address, ...mail.parts };
      }
    }
  }

  /** Mails as single recipients get them. */
  get previews(): Previews['chosen'] {
    return this.shown.chosen;
  }

  get notMailed(): NotMailed {
    const counts = [...REFUSALS, 'no_segment' as const, 'incomplete' as const].map((reason) => [reason, this.refused.get(reason) ?? 0]);
    return { ...(Object.fromEntries(counts) as NotMailed), failed: this.failures.failed, too_long: this.failures.tooLong };
  }

  /** The mail for a record and where it goes; counts why there is none. */
  private mailOf(record: PersonRecord): { mail: CompiledMail; address: MailAddress } | undefined {
    const verdict = this.who.decide(record);
    if (!verdict.mailed) return this.refuse(verdict.reason);
    const mail = this.mails.of(record);
    if (mail === undefined) return this.refuse('no_segment');
    return isIncomplete(record, this.rules) ? this.refuse('incomplete') : { mail, address: verdict.address };
  }

  private refuse(reason: Refusal | 'no_segment' | 'incomplete'): undefined {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
    return undefined;
  }

  private async rendering(mail: CompiledMail, record: PersonRecord): Promise<RenderedMail | undefined> {
    try {
      return await this.renderedOnce(mail, withFallbacks(record, this.rules));
    } catch (error) {
      if (!(error instanceof PartFailure)) throw error;
      this.failures.take(error);
      await setImmediate(); // what fails may have taken all the time that one mail has
      this.task.signal.throwIfAborted();
      return undefined;
    }
  }

  /** The same again when only the clock was against it: a busy machine takes time from anybody. */
  private async renderedOnce(mail: CompiledMail, record: Readonly<Record<string, unknown>>): Promise<RenderedMail> {
    try {
      return mail.render(record);
    } catch (error) {
      if (!(error instanceof PartFailure) || !error.isByTime) throw error;
      await setImmediate();
      return mail.render(record);
    }
  }
}
