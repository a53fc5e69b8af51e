import type { AgentTask } from '../../agent';
import { analyseCampaign, type CampaignFigures } from '../../analytics/analyse-campaign';
import type { PersonalWork } from '../personal-work';
import { chooseSegments, type SegmentChoice } from './choose-segments';

/** The figures of a campaign that an earlier step has computed, or that the context's `campaign_data` gives; undefined when there are neither. */
export function campaignFigures({ inputs, context }: AgentTask): CampaignFigures | undefined {
  const analysed = Object.values(inputs).find(({ output }) => Array.isArray(output.breakdowns) && Array.isArray(output.arms));
  if (analysed !== undefined) return analysed.output as unknown as CampaignFigures;
  return context.campaign_data === undefined ? undefined : analyseCampaign(context);
}

/** Segments by what worked for whom; undefined when the figures have no dimension. Output: `PersonalizationOutput`. */
export function segmentsOfCampaign(figures: CampaignFigures): PersonalWork | undefined {
  const choice = chooseSegments(figures);
  return choice === undefined ? undefined : workOf(choice);
}

function workOf({ differs, dropped, evidence, ...output }: SegmentChoice): PersonalWork {
  const treatments = [...new Set(output.segments.map(({ treatment }) => treatment))];
  const summary = `${output.segments.length} segments by ${output.dimension.replaceAll('_', ' ')}, to be sent ${treatments.join(' or ')}.`;
  const bound = differs
    ? { limit: 0.9, reason: `${output.dimension} changes reliably which arm is best` }
    : { limit: 0.7, reason: `${output.dimension} does not change reliably which arm is best` };
  return {
    summary,
    output: { ...output },
    bounds: [{ limit: 0.9, reason: 'treatments chosen from computed figures' }, bound],
    evidence,
    warnings: dropped.length > 0 ? [`the smallest levels of ${output.dimension} were left out: ${dropped.join(', ')}`] : [],
    memories: [{ type: 'decision', content: `${summary} ${output.rationale}`, confidence: bound.limit, importance: 0.7 }],
  };
}
