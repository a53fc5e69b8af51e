import { invalidField } from '../../../errors';
import type { AgentTask } from '../../agent';
import { boundedConfidence } from '../../confidence';
import { EvidenceBook } from '../../numbers/evidence-book';
import type { PersonalTool } from '../personal-work';
import { usableColumns, type UsableColumns } from '../privacy/usable-columns';
import { recordSource, type RecordSource } from '../records/record-source';
import { storeAssignments } from './assignments';
import type { Grouping, SegmentMethod } from './grouping';
import { groupByKMeans } from './kmeans/kmeans-segments';
import { rfmColumns } from './rfm/rfm-columns';
import { groupByPurchases, groupByRfmColumns } from './rfm/rfm-segments';
import { groupByRules } from './rules/rule-segments';
import type { SegmentsOutput } from './segments-output';
import { toldSegments } from './told-segments';

const METHODS: readonly SegmentMethod[] = ['rules', 'rfm', 'kmeans'];
const WORDS: Readonly<Record<SegmentMethod, string>> = {
  rules: 'rules',
  rfm: 'recency, frequency and monetary value',
  kmeans: 'k-means clusters',
};

/**
 * Puts every person of `context.customers` (or `recipients`, `dataset_id`, `rows`) into one segment: by `context.rules`, by RFM from columns or from `context.purchases`,
 * or by k-means; `context.method` chooses, else what the data allows, in this order. Who is in which segment becomes a dataset. No protected attribute is used
 * unless `context.allowed_attributes` names its column. Output: `SegmentsOutput`.
 */
export const segmentPeople: PersonalTool = async (task, tools) => {
  const name = task.context.customers === undefined ? 'recipients' : 'customers';
  const source = await recordSource(task, tools.datasets, name, true);
  const purchases = await recordSource(task, tools.datasets, 'purchases');
  if (source === undefined && purchases === undefined) {
    throw invalidField('context.customers', 'must hold the people to segment, a list of objects or {"dataset_id": "…"}');
  }
  const privacy = usableColumns(source?.columns ?? [], task.context);
  const grouping = await groupingOf(task, source, purchases, privacy);
  const book = new EvidenceBook();
  const { segments, idOf, merged } = toldSegments(grouping, book);
  const datasetId = await storeAssignments(task, tools, grouping, (label) => idOf[label]!);
  const proxies = privacy.proxies.filter((column) => grouping.columnsUsed.includes(column) && column !== grouping.idColumn);
  if (grouping.clusters !== undefined) {
    book.put('clusters.k', 'Number of clusters', grouping.clusters.k);
    book.put('clusters.silhouette', 'Mean silhouette of a sample of people', grouping.clusters.silhouette);
  }
  book.put('segments', 'Number of segments', segments.length);
  const { sentence: summary } = book.finding(
    (cite) => `Put ${cite('people', 'count')} people into ${cite('segments', 'count')} segments by ${WORDS[grouping.method]}.`,
  );
  const output: SegmentsOutput = {
    ...{
      task_type: 'segment',
      method: grouping.method,
      dimension: grouping.method,
      segments,
      rationale: grouping.rationale,
      people: grouping.labels.length,
    },
    ...{
      columns_used: grouping.columnsUsed,
      refused_attributes: privacy.refused,
      possible_proxies: proxies,
      assignments_dataset_id: datasetId,
    },
    ...(grouping.clusters ?? {}),
  };
  const { confidence } = boundedConfidence(grouping.bounds);
  return {
    summary,
    output: { ...output },
    bounds: grouping.bounds,
    evidence: book.all(),
    warnings: [
      ...grouping.warnings,
      ...privacyWarnings(privacy, proxies),
      ...(merged.length > 0 ? [`too small to be segments: ${merged.join(', ')}`] : []),
    ],
    memories: [{ type: 'decision', content: `${summary} ${grouping.rationale}`, confidence, importance: 0.7 }],
  };
};

async function groupingOf(
  task: AgentTask,
  source: RecordSource | undefined,
  purchases: RecordSource | undefined,
  privacy: UsableColumns,
): Promise<Grouping> {
  const { method: asked, rules } = task.context;
  if (asked !== undefined && !(METHODS as readonly unknown[]).includes(asked))
    throw invalidField('context.method', `must be one of ${METHODS.join(', ')}`);
  const columns = rfmColumns(privacy.usable);
  const hasPurchases = columns !== undefined || purchases !== undefined;
  const method = (asked as SegmentMethod | undefined) ?? (rules !== undefined ? 'rules' : hasPurchases ? 'rfm' : 'kmeans');
  switch (method) {
    case 'rules':
      return groupByRules(task, peopleFor(method, source), privacy);
    case 'kmeans':
      return groupByKMeans(task, peopleFor(method, source), privacy);
    case 'rfm':
      if (columns !== undefined) return groupByRfmColumns(task, peopleFor(method, source), columns);
      if (purchases !== undefined) return groupByPurchases(task, purchases, source);
      throw invalidField(
        source?.field ?? 'context.customers',
        'must have a column recency or last_purchase and one of frequency, orders, monetary or total_spent; or give context.purchases [{customer, at, amount}]',
      );
  }
}

function peopleFor(method: SegmentMethod, source: RecordSource | undefined): RecordSource {
  if (source !== undefined) return source;
  throw invalidField('context.customers', `must hold the people to segment by ${method}`);
}

function privacyWarnings({ refused }: UsableColumns, proxies: readonly string[]): string[] {
  const named = refused.map(({ column, attribute }) => `${column} (${attribute})`).join(', ');
  return [
    ...(refused.length > 0
      ? [`not used, for they hold protected attributes that context.allowed_attributes does not name: ${named}`.slice(0, 1_000)]
      : []),
    ...(proxies.length > 0 ? [`possible proxies of protected attributes were used: ${proxies.join(', ')}`.slice(0, 1_000)] : []),
  ];
}
