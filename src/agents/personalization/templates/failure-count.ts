import { invalidField, type MeshError } from '../../../errors';
import type { PartFailure } from './template-problem';

/** Recipients whose data a template cannot take, and those among them whose mail takes too much work, before the step is given up. */
const MOST_FAILURES = 100;
const MOST_OVERRUNS = 10;
/** Reasons that are told. */
const MOST_REASONS = 5;

/** Counts the recipients whose mail could not be rendered, by reason; a few are left out, many are the template's fault. */
export class FailureCount {
  failed = 0;
  tooLong = 0;
  private overruns = 0;
  private readonly reasons = new Map<string, number>();

  /** Notes a failure. @throws MeshError invalid, naming the part and the reason, when there are too many. */
  take(failure: PartFailure): void {
    if (failure.by === 'length') {
      this.tooLong += 1;
      return;
    }
    this.failed += 1;
    this.overruns += failure.by === 'work' ? 1 : 0;
    const reason = `${failure.part} ${failure.reason}`;
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
    if (this.failed > MOST_FAILURES || this.overruns > MOST_OVERRUNS) throw this.givenUp(failure);
  }

  /** One sentence for each reason, the most frequent first. */
  get sentences(): string[] {
    const ordered = [...this.reasons].sort(([, a], [, b]) => b - a).slice(0, MOST_REASONS);
    return ordered.map(([reason, count]) => `${count} not rendered: ${reason}`);
  }

  private givenUp(failure: PartFailure): MeshError {
    return invalidField(failure.field, `${failure.reason}; so it was for ${this.failed} recipients`);
  }
}
