import type { AgentConfig } from '../../networks';
import { invalidField } from '../../errors';
import { Agent, type AgentResult, type AgentTask } from '../agent';
import { AgentModel } from '../agent-model';
import { AgentType } from '../agent-type.decorator';
import { boundedConfidence, checkBounds, providerBounds } from '../confidence';
import { analyseDraft, type DraftAnalysis } from './analysis/analyse-draft';
import { analysisEvidence } from './analysis/analysis-evidence';
import { commentOnDraft } from './analysis/comment-on-draft';
import { scoredLines } from './analysis/score-lines';
import { contentWork, type ContentTaskType, type ContentWork } from './content-work';
import { copySources } from './copy-sources';
import { EDIT_BYTES, type Draft } from './draft';
import { editReport } from './writing/edit-draft';
import { nothingToWrite, outputOf, summaryOf, writtenMemory } from './writing/written-pieces';
import { writeCopies, type WrittenCopies } from './writing/write-copies';

/** Paragraphs that an edit may have more than its draft. */
const MORE_PARAGRAPHS = 4;

/** Writes and edits copy, and analyses drafts; code decides which, holds every text to checks and picks the best variant. */
@AgentType('content')
export class ContentAgent extends Agent {
  readonly capabilities = [
    'content',
    'copywriting',
    'email_copy',
    'editing',
    'copy_analysis',
    'subject_lines',
    'landing_pages',
    'social_posts',
  ];
  /** What `context.task_type` may name. */
  readonly taskTypes: readonly ContentTaskType[] = ['generate', 'edit', 'analyse'];

  constructor(private readonly model: AgentModel) {
    super();
  }

  /** Output: `ContentOutput`, with `edit` (`EditReport`) or `analysis` (`DraftAnalysis`) and `comment` where that was the work. */
  async processTask(task: AgentTask, config: AgentConfig): Promise<AgentResult> {
    task.signal.throwIfAborted();
    const work = contentWork(task);
    if (work.briefs.length === 0) return nothingToWrite(work);
    switch (work.type) {
      case 'generate':
        return this.generate(task, config, work);
      case 'edit':
        return this.edit(task, config, work, work.draft!);
      case 'analyse':
        return this.analyse(task, config, work, work.draft!);
    }
  }

  private async generate(task: AgentTask, config: AgentConfig, work: ContentWork): Promise<AgentResult> {
    const { format, briefs, variants, draft } = work;
    const ways = variants === 1 ? '' : `, in ${variants} variants`;
    const basis = draft === undefined ? '' : ' Start from the draft.';
    const what = briefs.length === 1 ? `Write the ${format.what}${ways}.` : `Write one ${format.what} for each segment${ways}.`;
    const written = await writeCopies(this.model, task, config, work, { request: `${what}${basis}`, variants });
    const result = judgedResult(written);
    const memories = writtenMemory(work, written, result.confidence);
    return { ...result, summary: summaryOf(work, written), output: { ...outputOf(work, written) }, memories };
  }

  private async edit(task: AgentTask, config: AgentConfig, work: ContentWork, draft: Draft): Promise<AgentResult> {
    if (draft.bytes > EDIT_BYTES) {
      throw invalidField(draft.field, `has ${draft.bytes} bytes; at most ${EDIT_BYTES} are edited (analysed: more)`);
    }
    const given = draft.copy.body === undefined ? '' : ' The body is the edited text of the draft.';
    const request = `Edit the draft as your step asks.${given} Fill every field: from the draft where it has it, else to fit.`;
    const written = await writeCopies(this.model, task, config, work, {
      request,
      variants: 1,
      paragraphs: (draft.copy.body?.length ?? 0) + MORE_PARAGRAPHS,
    });
    const [best] = written.byBrief.get(work.briefs[0]!.id)!;
    const edit = editReport(draft, best!, work, copySources(task));
    const change = `score ${edit.before.score} before, ${edit.after.score} after`;
    const warnings = edit.after.score < edit.before.score ? [`the edit scores lower than the draft: ${change}`] : [];
    const result = judgedResult(written);
    return {
      ...result,
      summary: `Edited the draft: ${edit.words_removed} words out, ${edit.words_added} in; ${change}.`,
      output: { ...outputOf(work, written), edit },
      warnings: [...result.warnings, ...warnings],
      memories: writtenMemory(work, written, result.confidence),
    };
  }

  private async analyse(task: AgentTask, config: AgentConfig, work: ContentWork, draft: Draft): Promise<AgentResult> {
    const analysis = await analyseDraft(draft, work, task.signal);
    const { comment, partial, warnings, answers } = await commentOnDraft(this.model, task, config, draft, analysis);
    const lines = scoredLines(work);
    return {
      summary:
        lines === undefined
          ? verdictOf(analysis)
          : `Scored ${lines.length} subject lines; the best: "${lines[0]!.subject}" (${lines[0]!.score} of 100).`,
      output: { task_type: work.type, format: work.format.name, pieces: [], texts: lines ?? [], analysis, comment },
      ...boundedConfidence([{ limit: 0.95, reason: 'computed from the draft' }, ...providerBounds(answers)]),
      evidence: analysisEvidence(analysis),
      warnings,
      ...(partial ? { partial } : {}),
      memories: [],
      answers,
    };
  }
}

function verdictOf({ score, checks }: DraftAnalysis): string {
  const failed = checks.filter(({ passed }) => !passed).map(({ rule }) => rule);
  return `The draft scores ${score} of 100: ${failed.length === 0 ? `all ${checks.length} checks passed` : `failed ${failed.join(', ')}`}.`;
}

function judgedResult({
  byBrief,
  warnings,
  answers,
}: WrittenCopies): Pick<AgentResult, 'confidence' | 'confidenceReasons' | 'evidence' | 'warnings' | 'answers'> {
  const checks = [...byBrief.values()].flatMap(([best]) => best!.checks);
  return { ...boundedConfidence([checkBounds(checks), ...providerBounds(answers)]), evidence: [], warnings, answers };
}
