import { Injectable } from '@nestjs/common';
import { InjectMetric } from '@willsoto/nestjs-prometheus';
import type { Counter, Histogram } from 'prom-client';
import { METRIC } from '../../observability';
import type { Surface } from './policy/safety-policy';
import type { SafetyVerdict } from './safety-verdict';

/** Where a text came from: a surface of the policy, data from outside inside a prompt, or a caller who asked. */
export type CheckedSurface = Surface | 'data' | 'request';

/** Counts what the filter looked at, what it found, and how long it took. */
@Injectable()
export class SafetyMetrics {
  constructor(
    @InjectMetric(METRIC.safetyChecks) private readonly checks: Counter<'surface' | 'outcome'>,
    @InjectMetric(METRIC.safetyFindings) private readonly findings: Counter<'surface' | 'category'>,
    @InjectMetric(METRIC.safetySeconds) private readonly seconds: Histogram<'surface'>,
    @InjectMetric(METRIC.safetyJudged) private readonly judgements: Counter<'outcome'>,
    @InjectMetric(METRIC.safetyRedactions) private readonly redactions: Counter<'type'>,
  ) {}

  /** A check begins; the function that it answers notes the verdict and gives it back. */
  begin(surface: CheckedSurface): (verdict: SafetyVerdict) => SafetyVerdict {
    const stop = this.seconds.startTimer({ surface });
    return (verdict) => {
      stop();
      this.checks.inc({ surface, outcome: verdict.blocked.length > 0 ? 'blocked' : verdict.safe ? 'passed' : 'flagged' });
      for (const category of verdict.flagged) this.findings.inc({ surface, category });
      return verdict;
    };
  }

  judged(outcome: 'answered' | 'failed'): void {
    this.judgements.inc({ outcome });
  }

  redacted(type: string, count: number): void {
    this.redactions.inc({ type }, count);
  }
}
