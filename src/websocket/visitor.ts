import type { NetworkPlace } from '../redis';
import type { Principal } from '../security';

/** Who is on a connection, and in which network: the handshake was let in as any request is. */
export interface Visitor {
  principal: Principal;
  place: NetworkPlace;
  /** The address as REST knows it. */
  ip: string;
}
