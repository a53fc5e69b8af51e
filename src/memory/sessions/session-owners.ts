import { Injectable } from '@nestjs/common';
import { MeshError } from '../../errors';
import type { NetworkPlace } from '../../redis';
import type { OwnedKind } from './session';

/** Removes things of a network whose session is over, with every trace; must bear being called again for what is gone. */
export type EndOwned = (place: NetworkPlace, ids: readonly string[]) => Promise<void>;

/** The modules right of this one tell it how what they keep for a session comes to its end. */
@Injectable()
export class SessionOwners {
  private readonly ends = new Map<OwnedKind, EndOwned>();

  /** Called once at start by whoever keeps things of this kind. */
  register(kind: OwnedKind, end: EndOwned): void {
    this.ends.set(kind, end);
  }

  /** @throws MeshError when nobody keeps things of this kind: then they are not gone. */
  async end(kind: OwnedKind, place: NetworkPlace, ids: readonly string[]): Promise<void> {
    const end = this.ends.get(kind);
    if (end === undefined) throw new MeshError('internal', 'session-owner-unknown', `nobody here keeps the ${kind} of sessions`);
    await end(place, ids);
  }
}
