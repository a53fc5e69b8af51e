import { choice, count, flag, id, mapOf, named, object, orNull, raw, time, type Schema } from '../openapi';
import { PERIODS_SCHEMA, type periodsView } from './retention-policy.body';

/** How long each type of data is kept. */
export const RETENTION_POLICY: Schema<ReturnType<typeof periodsView>> = named('RetentionPolicy', raw(PERIODS_SCHEMA));

/** A sweep: what was removed because it had been kept for long enough, or would be. */
export const SWEEP = named(
  'RetentionSweep',
  object({
    sweep_id: id('sweep'),
    dry_run: flag('It only counts'),
    status: choice(['pending', 'running', 'completed']),
    requested_at: time(),
    started_at: orNull(time()),
    finished_at: orNull(time()),
    removed: mapOf(count()),
    failures: mapOf(count()),
  }),
);

/** The last sweeps. */
export const LAST_SWEEPS = object({ last: orNull(SWEEP), last_dry_run: orNull(SWEEP) });
