import { MeshError } from '../errors';
import type { Bodies } from './bodies';
import type { RemoteCall } from './call';
import { UNCOUNTED, type Frame, type FramePacket } from './frame';
import type { Seal } from './seal';
import { failureOf } from './wire-failure';

/** Milliseconds within which somebody says that it has the call; a process that has no place says so within 5 s. */
const TAKEN_MS = 8_000;
/** Milliseconds of silence after which whoever had the call is given up; it gives a sign of life every second. */
const SILENCE_MS = 10_000;
/** Milliseconds in which a call that is called off may still tell what it cost. */
const LAST_WORDS_MS = 1_000;

/** What a caller is told on the way. */
export interface Listener {
  piece: (value: unknown) => void;
  note: (value: unknown) => void;
}

/** One call that waits for its end. */
export class OpenCall {
  /** What it came to. Rejects with a `MeshError` of the kind and code that it failed with, or with the reason for which it was called off. */
  readonly end: Promise<unknown>;
  private settle!: { resolve: (value: unknown) => void; reject: (error: unknown) => void };
  private expected = 0;
  private calledOff?: { reason: unknown };
  private timer: NodeJS.Timeout;
  private tail: Promise<void> = Promise.resolve();

  constructor(
    readonly id: string,
    private readonly call: RemoteCall,
    private readonly listener: Listener,
    private readonly bodies: Bodies,
    private readonly seal: Seal,
  ) {
    this.end = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    this.end.catch(() => undefined); // whoever waits for it hears of it; a stream may have been left
    this.timer = setTimeout(() => this.fail(nobody(call)), TAKEN_MS);
  }

  /** Takes what came over the channel, in order. What is not sealed by this mesh counts as nothing. */
  hear(packet: FramePacket): void {
    this.tail = this.tail.then(() => this.read(packet)).catch((error: unknown) => this.fail(error));
  }

  /** It is over, for this reason. */
  fail(error: unknown): void {
    clearTimeout(this.timer);
    this.settle.reject(this.calledOff === undefined ? error : this.calledOff.reason);
  }

  /** Nobody waits for it any more: it ends as soon as the other side has told what it cost, or a second later. */
  callOff(reason: unknown): void {
    this.calledOff ??= { reason };
    this.silentFor(LAST_WORDS_MS);
  }

  private async read(packet: FramePacket): Promise<void> {
    const text = await this.bodies.take(packet);
    if (text === undefined) return; // what is lost is missed by its number, or by the silence after it
    const seq = packet.seq as number;
    if (!this.seal.isOf(packet.seal, ['reply', this.id, seq], text)) return;
    if (this.calledOff === undefined) this.silentFor(SILENCE_MS);
    if (seq === UNCOUNTED) return;
    if (seq < this.expected) return; // told again, for nobody could say whether it was heard
    if (seq > this.expected) throw lost(this.call);
    this.expected += 1;
    this.take(JSON.parse(text) as Frame);
  }

  private take(frame: Frame): void {
    switch (frame.type) {
      case 'alive':
        break;
      case 'piece':
        if (this.calledOff === undefined) this.listener.piece(frame.value);
        break;
      case 'note':
        this.listener.note(frame.value);
        break;
      case 'fail':
        this.fail(failureOf(frame.failure));
        break;
      case 'end':
        if (this.calledOff !== undefined) return this.fail(undefined);
        clearTimeout(this.timer);
        this.settle.resolve(frame.value);
    }
  }

  private silentFor(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail(lost(this.call)), ms);
  }
}

/** The 503 where no process has the role. */
export function nobody({ role }: RemoteCall): MeshError {
  const detail = `no process with the role ${role} answers`;
  return new MeshError('unavailable', `${role}-away`, detail, { retryAfterSeconds: 1 });
}

function lost({ role }: RemoteCall): MeshError {
  const detail = `the process with the role ${role} that was asked is gone, or its answer is`;
  return new MeshError('unavailable', `${role}-lost`, detail, { retryAfterSeconds: 1 });
}
