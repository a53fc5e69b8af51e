import { Injectable } from '@nestjs/common';
import { AnswerCache, BudgetStore, LedgerDays } from '../../../models';
import type { Person, PersonalRecord, PersonEraser } from '../person-eraser';

/** A person's id in the cost ledger: what its calls came to is counted for `(erased)`, so that the sums of the tenant stay. */
@Injectable()
export class PersonLedgerEraser implements PersonEraser {
  readonly type = 'ledger_days';

  constructor(private readonly ledger: LedgerDays) {}

  async *read({ tenantId, userId }: Person): AsyncGenerator<PersonalRecord> {
    const days = await this.ledger.countId(tenantId, 'user', userId);
    if (days > 0) yield { type: 'costs', days };
  }

  async erase({ tenantId, userId }: Person): Promise<number> {
    return this.ledger.forgetId(tenantId, 'user', userId);
  }

  async remaining({ tenantId, userId }: Person): Promise<number> {
    return this.ledger.countId(tenantId, 'user', userId);
  }
}

/** The budget of a person. */
@Injectable()
export class PersonBudgetEraser implements PersonEraser {
  readonly type = 'budgets';

  constructor(private readonly budgets: BudgetStore) {}

  async *read({ tenantId, userId }: Person): AsyncGenerator<PersonalRecord> {
    const budget = await this.budgets.find(tenantId, 'user', userId);
    if (budget !== undefined) yield { type: 'budget', limit_micro_usd: budget.limitMicroUsd, period: budget.period };
  }

  async erase({ tenantId, userId }: Person): Promise<number> {
    return (await this.budgets.delete(tenantId, 'user', userId)) ? 1 : 0;
  }

  async remaining({ tenantId, userId }: Person): Promise<number> {
    return (await this.budgets.find(tenantId, 'user', userId)) === undefined ? 0 : 1;
  }
}

/** Answers of models that are kept to be given again. They do not say for whom they were made, so all of the tenant go. */
@Injectable()
export class PersonCachedAnswersEraser implements PersonEraser {
  readonly type = 'cached_answers';

  constructor(private readonly answers: AnswerCache) {}

  /** Which of them are the person's nobody knows. */
  async *read(): AsyncGenerator<PersonalRecord> {}

  async erase({ tenantId }: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for (;;) {
      signal.throwIfAborted();
      const some = await this.answers.forgetBefore(tenantId, Date.now());
      if (some === 0) return erased;
      erased += some;
    }
  }

  /** Those that were kept meanwhile are of others, since the person's keys are revoked. */
  remaining(): Promise<number> {
    return Promise.resolve(0);
  }
}
