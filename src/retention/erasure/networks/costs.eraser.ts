import { Injectable } from '@nestjs/common';
import { AnswerCache, BudgetStore, LedgerDays } from '../../../models';
import type { NetworkPlace } from '../../../redis';
import type { NetworkEraser } from '../network-eraser';

/** The network's id in the cost ledger: what its calls came to is counted for `(erased)`, so that the sums of the tenant stay. */
@Injectable()
export class LedgerEraser implements NetworkEraser {
  readonly type = 'ledger_days';

  constructor(private readonly ledger: LedgerDays) {}

  async erase({ tenantId, networkId }: NetworkPlace): Promise<number> {
    return this.ledger.forgetId(tenantId, 'network', networkId);
  }

  async remaining({ tenantId, networkId }: NetworkPlace): Promise<number> {
    return this.ledger.countId(tenantId, 'network', networkId);
  }
}

/** The budget of the network. */
@Injectable()
export class BudgetEraser implements NetworkEraser {
  readonly type = 'budgets';

  constructor(private readonly budgets: BudgetStore) {}

  async erase({ tenantId, networkId }: NetworkPlace): Promise<number> {
    return (await this.budgets.delete(tenantId, 'network', networkId)) ? 1 : 0;
  }

  async remaining({ tenantId, networkId }: NetworkPlace): Promise<number> {
    return (await this.budgets.find(tenantId, 'network', networkId)) === undefined ? 0 : 1;
  }
}

/** Answers of models that are kept to be given again. They do not say for which network they were made, so all of the tenant go. */
@Injectable()
export class CachedAnswersEraser implements NetworkEraser {
  readonly type = 'cached_answers';

  constructor(private readonly answers: AnswerCache) {}

  async erase({ tenantId }: NetworkPlace, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for (;;) {
      signal.throwIfAborted();
      const some = await this.answers.forgetBefore(tenantId, Date.now());
      if (some === 0) return erased;
      erased += some;
    }
  }

  /** Those that were kept meanwhile are of other networks, since this one asks nothing any more. */
  remaining(): Promise<number> {
    return Promise.resolve(0);
  }
}
