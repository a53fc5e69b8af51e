import { Injectable } from '@nestjs/common';
import { TasksOfPerson } from '../../../coordinator';
import { NetworksService } from '../../../networks';
import { countOf, type Person, type PersonalRecord, type PersonEraser } from '../person-eraser';
import { Places } from './places';

/** Networks that a person made: they are the tenant's and stay, without the name. */
@Injectable()
export class CreatorsEraser implements PersonEraser {
  readonly type = 'network_creators';

  constructor(
    private readonly places: Places,
    private readonly networks: NetworksService,
  ) {}

  async *read({ tenantId, userId }: Person, signal: AbortSignal): AsyncGenerator<PersonalRecord> {
    for await (const { network } of this.places.of(tenantId, signal)) {
      const { networkId, name, createdAt, createdBy } = network;
      if (createdBy === userId) yield { type: 'network_creator', network_id: networkId, name, created_at: createdAt };
    }
  }

  async erase({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const { network } of this.places.of(tenantId, signal)) {
      if (network.createdBy !== userId) continue;
      await this.networks.forgetCreator(tenantId, network.networkId);
      erased += 1;
    }
    return erased;
  }

  async remaining(person: Person, signal: AbortSignal): Promise<number> {
    return countOf(this.read(person, signal));
  }
}

/** What a person decided in tasks of others, cancelled, retried, paused: those stay, without the name. */
@Injectable()
export class MentionsEraser implements PersonEraser {
  readonly type = 'mentions';

  constructor(
    private readonly places: Places,
    private readonly tasks: TasksOfPerson,
  ) {}

  /** Who did what is the audit log's to tell. */
  async *read(): AsyncGenerator<PersonalRecord> {}

  async erase({ tenantId, userId }: Person, signal: AbortSignal): Promise<number> {
    let erased = 0;
    for await (const { place } of this.places.of(tenantId, signal)) erased += await this.tasks.forget(place, userId);
    return erased;
  }

  /** A second look takes out what came since the first. */
  async remaining(person: Person, signal: AbortSignal): Promise<number> {
    return this.erase(person, signal);
  }
}
