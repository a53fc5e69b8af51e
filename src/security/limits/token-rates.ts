import { MeshError } from '../../errors';
import { tell } from './answers';
import type { Counted, KeyRates } from './key-rates';
import { tokensRefused } from './refusals';

/** Milliseconds that a key without a limit is known to have none, and that it is let through while this is asked again. */
const FRESH_MS = 1_000;
const USABLE_MS = 5_000;
const MAX_REMEMBERED = 10_000;

/**
 * Tokens are charged when they have been used: nobody knows before how many there will be. So a key may go into debt, for an hour's worth at most, and is
 * refused until that is paid off. Who is not limited is remembered for a second, and costs no call before an answer.
 */
export class TokenRates {
  /** When it was last seen that nothing limits a key. */
  private readonly unlimited = new Map<string, number>();

  constructor(private readonly rates: KeyRates) {}

  /** @throws MeshError 429 `tokens-rate-limited`. While Redis is away nobody is refused. */
  async assert(counted: Counted): Promise<void> {
    const ageMs = this.ageOf(counted.keyId);
    if (ageMs < FRESH_MS) return;
    const asked = this.ask(counted, 0);
    if (ageMs < USABLE_MS) void asked.catch(() => undefined);
    else await asked;
  }

  /** Never rejects: an answer that is paid for must not fail for that. */
  async charge(counted: Counted, tokens: number): Promise<void> {
    if (tokens <= 0 || this.ageOf(counted.keyId) < FRESH_MS) return;
    await this.ask(counted, tokens).catch(() => undefined);
  }

  private ageOf(keyId: string): number {
    return performance.now() - (this.unlimited.get(keyId) ?? -Infinity);
  }

  private async ask(counted: Counted, tokens: number): Promise<void> {
    const turn = await this.rates.chargeTokens(counted, tokens).catch((error: unknown) => {
      if (error instanceof MeshError && error.kind === 'unavailable') return undefined;
      throw error;
    });
    this.unlimited.delete(counted.keyId);
    if (turn !== undefined) {
      if (turn.waitMs <= 0) return;
      tell(counted, turn);
      throw tokensRefused(turn);
    }
    if (this.unlimited.size >= MAX_REMEMBERED) this.unlimited.clear();
    this.unlimited.set(counted.keyId, performance.now());
  }
}
