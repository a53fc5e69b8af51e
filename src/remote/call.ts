import type { HostedRole } from '../config';

/** Something that a process of one role does for the others. */
export interface RemoteCall {
  role: HostedRole;
  /** What it does, in one word; of one role no two have the same. */
  name: string;
}

/** The channel on which `call` is asked for. */
export function channelOf({ role, name }: RemoteCall): string {
  return `mesh.internal.${role}.${name}`;
}

/** The channel on which callers say that they wait no more. */
export const CANCEL_CHANNEL = 'mesh.internal.cancel';

/** Ids of calls are `<caller>.<number>`; the caller is told on a channel of its own. */
export function callerOf(callId: string): string {
  return callId.slice(0, callId.lastIndexOf('.'));
}

/** The channel on which a caller hears of all its calls. */
export function repliesChannelOf(caller: string): string {
  return `mesh.internal.replies.${caller}`;
}
