import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Sweeps } from '../cleanup/sweeps';
import { SessionStore } from './session.store';

/** Sessions removed in one go: two keys each. */
const SESSIONS_AT_ONCE = 200;

/** Sees to it that no session of a deleted network stays. */
@Injectable()
export class DeadNetworkSessions implements OnModuleInit {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly sessions: SessionStore,
  ) {}

  onModuleInit(): void {
    // Sessions of a network that lives have a sweeper of their own.
    this.sweeps.register(
      'sessions',
      async () => 0,
      (place) => this.sessions.drop(place, SESSIONS_AT_ONCE),
    );
  }
}
