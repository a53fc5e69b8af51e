import { LongTerm } from './long-term';
import { LongTermChore } from './long-term.chore';
import { LongTermPolicy } from './long-term.policy';
import { LongTermRestorer } from './long-term.restorer';
import { LongTermRows } from './long-term.rows';
import { LongTermWriter } from './long-term-writer';
import { OwedStore } from './owed.store';
import { Promoter } from './promoter';
import { RowsOfPerson } from './rows-of-person';

export { LongTermConfig } from './long-term.config';
export { LongTerm, LongTermPolicy, RowsOfPerson };

/** All that the long-term memory is made of. */
export const LONG_TERM_PROVIDERS = [
  OwedStore,
  LongTermRows,
  LongTermWriter,
  Promoter,
  LongTerm,
  LongTermRestorer,
  LongTermPolicy,
  LongTermChore,
  RowsOfPerson,
];
