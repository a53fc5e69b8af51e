import type { AgentConfig } from '../../../networks';
import type { AgentTask } from '../../agent';
import type { AgentModel } from '../../agent-model';
import type { ContentWork } from '../../content/content-work';
import { houseRules } from '../../content/house-rules';
import type { Piece } from '../../content/piece';
import { SOCIAL_NETWORKS } from '../../content/tools/social-networks';
import { outputOf } from '../../content/writing/written-pieces';
import { FORMATS } from '../../content/writing/formats';
import { writeCopies, type WrittenCopies } from '../../content/writing/write-copies';
import { taggedExamples } from '../../content/writing/tagged-examples';

/** A field of the recipients and the share (0–1) of them that have it. */
export interface KnownField {
  field: string;
  share: number;
}

/** Fields that the model is told of, the ones most have first. */
const MOST_FIELDS_TOLD = 40;

/**
 * One e-mail for all recipients, with merge tags where their data goes: the model is told which fields there are, never what they hold. It is
 * written and judged as the content agent's e-mails are. @throws MeshError as `AgentModel.ask` does.
 */
export async function writeTemplate(
  model: AgentModel,
  task: AgentTask,
  config: AgentConfig,
  known: readonly KnownField[],
): Promise<{ piece: Piece; written: WrittenCopies }> {
  const told = known.toSorted((a, b) => b.share - a.share).slice(0, MOST_FIELDS_TOLD);
  const fields = told.map(({ field }) => field);
  const { audience } = task.context;
  const work: ContentWork = {
    type: 'generate',
    format: { ...FORMATS.email, examples: taggedExamples(fields) },
    network: SOCIAL_NETWORKS[0]!,
    briefs: [{ id: 'piece', audience: typeof audience === 'string' ? audience : 'Everyone' }],
    variants: 1,
    rules: { ...houseRules(task.context), mergeFields: fields },
  };
  const request =
    'Write one e-mail for all recipients, personal through merge tags. ' +
    (told.length === 0
      ? 'Nothing is known of the recipients: use no merge tag.'
      : `These are the fields and how many recipients have each: ${told.map(fieldWords).join(', ')}. ` +
        'Use those that serve the reader, each in Liquid with a default that reads well, and no other tag.');
  const written = await writeCopies(model, task, config, work, { request, variants: 1 });
  return { piece: outputOf(work, written).pieces[0]!, written };
}

function fieldWords({ field, share }: KnownField): string {
  return `${field} (${share >= 1 ? 'all' : share > 0.9 ? 'nearly all' : share > 0.5 ? 'most' : 'some'})`;
}
