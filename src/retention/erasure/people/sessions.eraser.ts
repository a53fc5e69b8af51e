import { Injectable } from '@nestjs/common';
import { SessionsService, sessionView } from '../../../memory';
import { countOf, type Person, type PersonalRecord, type PersonEraser } from '../person-eraser';
import { Places } from './places';

/** The sessions of a person, with the memories and tasks that belong to them. */
@Injectable()
export class SessionsEraser implements PersonEraser {
  readonly type = 'sessions';

  constructor(
    private readonly places: Places,
    private readonly sessions: SessionsService,
  ) {}

  async *read({ tenantId, userId }: Person, signal: AbortSignal): AsyncGenerator<PersonalRecord> {
    for await (const { place } of this.places.of(tenantId, signal))
      for await (const session of this.sessions.ofPerson(place, userId)) yield { type: 'session', ...sessionView(session) };
  }

  async erase({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const { place } of this.places.of(tenantId, signal)) {
      for await (const { sessionId } of this.sessions.ofPerson(place, userId)) {
        if (await this.sessions.endIfThere(place, sessionId)) erased += 1;
      }
    }
    return erased;
  }

  async remaining(person: Person, signal: AbortSignal): Promise<number> {
    return countOf(this.read(person, signal));
  }
}
