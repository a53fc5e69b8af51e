import { Injectable } from '@nestjs/common';
import { Pepper } from '../security';

/** What the log needs that must not lie in Redis: keys derived from the pepper, the current one first, those before it after it. */
@Injectable()
export class AuditSecrets {
  /** Makes the marks of new records; see `markOf`. */
  readonly markKeys: readonly [Buffer, ...Buffer[]];
  /** Wrap the keys of subjects. */
  readonly masterKeys: readonly [Buffer, ...Buffer[]];
  /** Turn what names a person into what it is looked up by. */
  readonly lookupKeys: readonly [Buffer, ...Buffer[]];

  constructor(pepper: Pepper) {
    const keysFor = (purpose: string): [Buffer, ...Buffer[]] => [pepper.derive(purpose), ...pepper.derivePrevious(purpose)];
    this.markKeys = keysFor('audit marks');
    this.masterKeys = keysFor('audit subjects');
    this.lookupKeys = keysFor('audit lookups');
  }
}
