import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pepper } from '../security';

const PURPOSE = 'calls between roles';

/** What a seal covers beside the text: who is asked for what, in which call, when. */
export type SealedHead = readonly (string | number)[];

/**
 * HMAC-SHA256 with a key made of the pepper, which all processes of a mesh know and nobody else does: no API key of a client goes from one to the
 * other. While a pepper is being rotated what was sealed with the one before it is taken, too.
 */
@Injectable()
export class Seal {
  private readonly keys: readonly [Buffer, ...Buffer[]];

  constructor(pepper: Pepper) {
    this.keys = [pepper.derive(PURPOSE), ...pepper.derivePrevious(PURPOSE)];
  }

  /** The seal of `text` under `head`: base64url. */
  of(head: SealedHead, text: string): string {
    return sealed(this.keys[0], head, text).toString('base64url');
  }

  /** Whether `seal`, which anybody may have written, is one of them. */
  isOf(seal: unknown, head: SealedHead, text: string): boolean {
    if (typeof seal !== 'string') return false;
    const shown = Buffer.from(seal, 'base64url');
    return this.keys.some((key) => {
      const right = sealed(key, head, text);
      return shown.length === right.length && timingSafeEqual(shown, right);
    });
  }
}

function sealed(key: Buffer, head: SealedHead, text: string): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(head)).update('\n').update(text).digest();
}
