import type { Counted } from './key-rates';
import { tellTurn, type ToldReply, type Turn } from './turn';

/** The answer that a request of a principal will get, where it came over HTTP and may be told of rates. */
const answers = new WeakMap<Counted, ToldReply>();

/** From now on rates that this very principal counts on are told in the headers of `reply`. */
export function tellIn(reply: ToldReply, principal: Counted): void {
  answers.set(principal, reply);
}

/** Tells of a rate, if there is an answer that may tell of it. */
export function tell(counted: Counted, turn: Turn): void {
  const reply = answers.get(counted);
  if (reply !== undefined) tellTurn(reply, turn);
}
