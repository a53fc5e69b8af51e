import { EventLoopTurn } from '../../../../datasets';
import { invalidField } from '../../../../errors';
import type { AgentTask } from '../../../agent';
import type { UsableColumns } from '../../privacy/usable-columns';
import type { RecordSource } from '../../records/record-source';
import { asOfDay } from '../as-of';
import type { Group, Grouping } from '../grouping';
import { idColumnOf, idsOf, ROW_COLUMN } from '../id-column';
import { EVERYONE_ELSE } from './everyone-else';
import { readRules, type SegmentRule } from './read-rules';

const DAY_MS = 86_400_000;

/**
 * Puts each person into the group of the first rule that fits, the rest into `everyone else`; counts those whom more than one rule fits.
 * @throws MeshError invalid, naming what is wrong with `context.rules`.
 */
export async function groupByRules(task: AgentTask, source: RecordSource, privacy: UsableColumns): Promise<Grouping> {
  const { context } = task;
  const today = asOfDay(context) ?? Math.floor(Date.now() / DAY_MS);
  const { overlap = 'first' } = context;
  if (overlap !== 'first') throw invalidField('context.overlap', 'must be "first": a person is in the segment of the first rule that fits');
  const rules = readRules(context.rules, source.columns, privacy, today);
  const idColumn = idColumnOf(source, context);
  const labels = new Uint8Array(source.records).fill(rules.length);
  const turn = new EventLoopTurn();
  let [person, overlapping] = [0, 0];
  for await (const block of source.blocks()) {
    task.signal.throwIfAborted();
    for (const record of block) {
      const first = rules.findIndex((rule) => rule.fits(record));
      if (first >= 0) {
        labels[person] = first;
        if (rules.slice(first + 1).some((rule) => rule.fits(record))) overlapping += 1;
      }
      person += 1;
      if (turn.isOver) await turn.passWhenOver();
    }
  }
  return {
    method: 'rules',
    groups: [...rules.map(groupOf), { ...EVERYONE_ELSE, isRest: true, figures: [], profile: [], reason: () => 'No rule fits them.' }],
    labels,
    ids: () => idsOf(source, idColumn),
    idColumn: idColumn ?? ROW_COLUMN,
    columnsUsed: [...new Set(rules.flatMap(({ fields }) => fields))],
    rationale: 'Each person is in the segment of the first rule that fits them.',
    bounds: [{ limit: 0.9, reason: 'segments counted by the rules that were given' }],
    warnings: overlapping > 0 ? [`more than one rule fits ${overlapping} people: the first one counts`] : [],
  };
}

function groupOf({ name, treatment, fields }: SegmentRule): Group {
  return {
    name,
    audience: `People of the segment ${name}`,
    treatment: treatment ?? `What fits best for: ${name}`,
    figures: [],
    profile: [],
    reason: () => `They fit the rule for ${[...new Set(fields)].join(', ')}.`,
  };
}
