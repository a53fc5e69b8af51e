import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { MeshError } from '../../errors';
import { ProviderError } from '../provider-error';
import { BreakerStore } from './breaker.store';
import { nameOf, type Candidate } from './candidate';

/** `open`: nothing is sent there; `half-open`: one call tries it. */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** Failures in a row, retries counted, after which a model is left alone; one request makes at most three. */
const FAILURES_TO_OPEN = 10;
/** Milliseconds it is left alone at first; doubled each time the call that tries it again fails. */
const FIRST_OPEN_MS = 5_000;
const LONGEST_OPEN_MS = 60_000;
/** Milliseconds between looks at what other replicas found. */
const LOOK_EVERY_MS = 500;

/** Trouble with one model; a model without trouble has no circuit. */
interface Circuit {
  failures: number;
  /** How long it was last left alone; 0 while it is closed. */
  openMs: number;
  /** Epoch milliseconds until which nothing is sent. */
  untilMs: number;
}

/** What a call that was let through has to say in the end. */
export interface Passage {
  succeeded(): void;
  failed(error: unknown): void;
  /** Nothing was learned about the model. */
  unused(): void;
}

/**
 * A circuit breaker for each model of each provider. What one replica finds the others know within half a second; while Redis
 * is away each goes by what it sees itself. The sandbox has none.
 */
@Injectable()
export class Breakers implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Breakers.name);
  private readonly circuits = new Map<string, Circuit>();
  private timer?: NodeJS.Timeout;

  constructor(private readonly store: BreakerStore) {}

  onApplicationBootstrap(): void {
    const look = async (): Promise<void> => {
      await this.look();
      if (this.timer !== undefined) this.timer = setTimeout(() => void look(), LOOK_EVERY_MS).unref();
    };
    this.timer = setTimeout(() => void look(), 0).unref();
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** The state of a model's breaker as this replica knows it. */
  stateOf(candidate: Candidate): BreakerState {
    if (this.circuits.size === 0) return 'closed';
    const circuit = this.circuits.get(nameOf(candidate));
    if (circuit === undefined || circuit.openMs === 0) return 'closed';
    return circuit.untilMs > Date.now() ? 'open' : 'half-open';
  }

  /** The passage of a call to a model whose breaker is closed; undefined for others. */
  pass(candidate: Candidate): Passage | undefined {
    return this.stateOf(candidate) === 'closed' ? this.passageOf(candidate) : undefined;
  }

  /**
   * The passage of a call that tries a half-open model: of all replicas one at a time.
   * @throws ProviderError `provider-circuit-open` with the seconds until the next try.
   */
  async tryOut(candidate: Candidate): Promise<Passage> {
    const name = nameOf(candidate);
    const leftMs = (this.circuits.get(name)?.untilMs ?? 0) - Date.now();
    if (leftMs > 0 || !(await this.store.claimTrial(name))) throw circuitOpen(name, leftMs);
    return this.passageOf(candidate);
  }

  private passageOf(candidate: Candidate): Passage {
    return {
      succeeded: () => this.succeeded(candidate),
      failed: (error) => this.failed(candidate, error),
      unused: () => this.unused(candidate),
    };
  }

  private succeeded(candidate: Candidate): void {
    if (this.circuits.size === 0) return;
    const name = nameOf(candidate);
    const circuit = this.circuits.get(name);
    if (circuit === undefined) return;
    this.circuits.delete(name);
    if (circuit.openMs === 0) return;
    this.logger.log({ model: name }, 'model answers again');
    this.store.close(name);
  }

  private unused(candidate: Candidate): void {
    if (this.circuits.size === 0) return;
    const name = nameOf(candidate);
    if ((this.circuits.get(name)?.openMs ?? 0) > 0) this.store.release(name);
  }

  private failed(candidate: Candidate, error: unknown): void {
    if (candidate.provider === 'sandbox' || !isTrouble(error)) {
      this.unused(candidate);
      return;
    }
    const name = nameOf(candidate);
    const circuit = this.circuits.get(name) ?? { failures: 0, openMs: 0, untilMs: 0 };
    circuit.failures += 1;
    this.circuits.set(name, circuit);
    const tried = circuit.openMs > 0;
    if (circuit.untilMs > Date.now() || (!tried && circuit.failures < FAILURES_TO_OPEN)) return;
    circuit.openMs = tried ? Math.min(LONGEST_OPEN_MS, circuit.openMs * 2) : FIRST_OPEN_MS;
    circuit.untilMs = Date.now() + circuit.openMs;
    this.logger.warn({ model: name, code: error.code, openMs: circuit.openMs }, 'model is left alone');
    this.store.open(name, circuit.openMs);
  }

  /** Takes over what other replicas found: opened ones, and those that answer again. */
  private async look(): Promise<void> {
    const found = await this.store.list();
    if (found === undefined) return;
    for (const { name, openMs, leftMs } of found) {
      const own = this.circuits.get(name);
      const untilMs = Date.now() + leftMs;
      if (own === undefined || own.openMs !== openMs) this.circuits.set(name, { failures: own?.failures ?? 0, openMs, untilMs });
    }
    const names = new Set(found.map(({ name }) => name));
    for (const [name, { openMs, untilMs }] of this.circuits) {
      const justOpened = untilMs - openMs > Date.now() - 2 * LOOK_EVERY_MS;
      if (openMs > 0 && !names.has(name) && !justOpened) this.circuits.delete(name);
    }
  }
}

/** Whether a failure says something about the model, not about this request: refused requests and callers who left do not. */
function isTrouble(error: unknown): error is MeshError {
  if (!(error instanceof MeshError) || error.code === 'provider-cancelled') return false;
  const { kind } = error;
  return kind === 'unavailable' || kind === 'timeout' || kind === 'rate-limited';
}

function circuitOpen(name: string, leftMs: number): ProviderError {
  const options = { retryable: false, retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1_000)) };
  return new ProviderError('unavailable', 'provider-circuit-open', `${name} failed too often and is left alone for now`, options);
}
