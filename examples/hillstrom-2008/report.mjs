import { emailsOf, madeBy, outputOf, sections } from './findings.mjs';
import { count, difference, five, interval, probability, relative } from './figures.mjs';
import { inline, quote, table } from './markdown.mjs';
import { money, seconds } from './progress-view.mjs';

/**
 * The report of a finished task in Markdown.
 * @param {object} task the answer of GET …/tasks/{task_id}
 * @param {Map<string, string>} previews path of each e-mail's HTML, relative to the report, by the e-mail's id
 * @returns {string} what the task did not deliver is named as missing
 */
export function renderReport(task, previews) {
  const analytics = outputOf(task, 'analytics');
  const parts = [
    '# Hillstrom 2008: what to send to whom',
    answer(task, analytics),
    section('The brief', quote(task.task)),
    section('What each campaign did', arms(analytics)),
    section('Is it more than chance?', comparisons(analytics)),
    section('Does it differ between customers?', breakdowns(analytics)),
    section('Who gets what', segments(outputOf(task, 'personalization'))),
    section('The e-mails', emails(task, outputOf(task, 'content'), previews)),
    section('The look', look(outputOf(task, 'design', 'visual'))),
    section('How this was made', making(task)),
    section('What to keep in mind', caveats(task, analytics)),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function section(title, body) {
  return body && `## ${title}\n\n${body}`;
}

function missing(what) {
  return `_Not in this answer: ${what}._`;
}

function answer(task, analytics) {
  const summary = task.result?.summary ? inline(task.result.summary) : missing('a summary');
  const findings = (analytics?.findings ?? []).map(({ sentence }) => `- ${inline(sentence)}`).join('\n');
  return [summary, findings].filter(Boolean).join('\n\n');
}

function arms(analytics) {
  if (!analytics?.arms?.length) return missing('the table of campaigns');
  const rows = analytics.arms.map(({ arm, customers, visit_rate, conversion_rate, spend_per_head }) => [
    inline(arm),
    count(customers),
    interval(visit_rate),
    interval(conversion_rate),
    interval(spend_per_head),
  ]);
  const columns = ['Campaign', 'Customers:', 'Visit rate (95 %):', 'Conversion rate (95 %):', 'Spend per head, USD (95 %):'];
  return `${table(columns, rows)}\n\n${split(analytics.sample_ratio)}`;
}

function split(ratio) {
  if (!ratio) return missing('the check of the split');
  return `The split of customers ${ratio.passed ? 'passes' : '**fails**'} its check (χ² ${five(ratio.chi_square)}, p ${probability(ratio.p_value)}).`;
}

function comparisons(analytics) {
  if (!analytics?.comparisons?.length) return missing('the comparison of campaigns');
  const rows = analytics.comparisons.map(({ arm, against, metric, difference: value, low, high, relative: share, p_value, p_adjusted }) => [
    `${inline(arm)} against ${inline(against)}`,
    inline(String(metric).replaceAll('_', ' ')),
    `${difference(value)} (${difference(low)} to ${difference(high)})`,
    relative(share),
    probability(p_value),
    probability(p_adjusted),
  ]);
  return table(['Comparison', 'Measure', 'Difference (95 %):', 'Relative:', 'p:', 'p, adjusted:'], rows);
}

function breakdowns(analytics) {
  if (!analytics?.breakdowns?.length) return missing('the breakdown by kind of customer');
  const rows = analytics.breakdowns.map(({ dimension, heterogeneity, levels = [] }) => [
    inline(dimension.replaceAll('_', ' ')),
    heterogeneity ? `Q ${five(heterogeneity.q)}, ${count(heterogeneity.degrees)} df` : undefined,
    probability(heterogeneity?.p_value),
    levels.map(bestOf).join('; '),
  ]);
  return table(['By', 'Heterogeneity', 'p:', 'Best campaign of each level'], rows);
}

function bestOf({ level, best_arm: best, best_is_significant: isReliable }) {
  return `${inline(level)}: ${best && isReliable ? inline(best) : 'no reliable difference'}`;
}

function segments(personalization) {
  if (!personalization?.segments?.length) return missing('the choice of who gets what');
  const rows = personalization.segments.map(({ audience, level, id, customers, treatment, reason, expected }) => [
    inline(audience ?? level ?? id),
    count(customers),
    inline(treatment),
    inline(reason),
    expectation(expected),
  ]);
  const why = personalization.rationale ? `${inline(personalization.rationale)}\n\n` : '';
  return `${why}${table(['Audience', 'Customers:', 'Treatment', 'Why', 'Lift over no e-mail (95 %)'], rows)}`;
}

/** What the treatment brought over no e-mail in this group. */
function expectation(expected) {
  if (!expected) return undefined;
  const { metric, difference: lift, low, high } = expected;
  return `${difference(lift)} ${inline(String(metric).replaceAll('_', ' '))} (${difference(low)} to ${difference(high)})`;
}

function emails(task, content, previews) {
  const pieces = content?.pieces ?? [];
  const layouts = emailsOf(task);
  if (pieces.length === 0 && layouts.length === 0) return missing('the e-mails');
  const idsOfPieces = new Set(pieces.map(({ id }) => id));
  return [...pieces, ...layouts.filter(({ id }) => !idsOfPieces.has(id))]
    .map((email) => emailEntry(email, previews.get(email.id)))
    .join('\n\n');
}

function emailEntry({ audience, id, subject, preheader, headline, call_to_action: action }, preview) {
  const lines = [
    `**${inline(audience ?? id)}**`,
    `- Subject: ${subject ? inline(subject) : missing('the subject')}`,
    `- Preheader: ${preheader ? inline(preheader) : missing('the preheader')}`,
    headline && `- Headline: ${inline(headline)}`,
    action && `- Call to action: ${inline(action)}`,
    preview ? `- Preview: [${preview}](${preview})` : `- Preview: ${missing('the finished HTML')}`,
  ];
  return lines.filter(Boolean).join('\n');
}

function look(visual) {
  return visual?.rationale && inline(visual.rationale);
}

function making(task) {
  const bySection = new Map(sections(task).map((entry) => [entry.step_id, entry]));
  const steps = (task.steps ?? []).map((step) => [
    inline(step.agent_type),
    inline(step.task),
    inline(step.status),
    took(step.started_at, step.finished_at),
    step.cost_usd === undefined || step.cost_usd === null ? undefined : money(step.cost_usd),
    [bySection.get(step.step_id)?.provider, step.model].filter(Boolean).map(inline).join(' / '),
  ]);
  const total = task.cost_usd === undefined || task.cost_usd === null ? 'the service did not say' : money(task.cost_usd);
  const facts = [
    `- Text written by: ${inline(madeBy(task))}`,
    `- Time: ${took(task.started_at ?? task.created_at, task.finished_at) ?? 'unknown'}`,
    `- Cost: ${total}`,
  ];
  return `${table(['Agent', 'Step', 'Status', 'Time:', 'Cost:', 'Provider / model'], steps)}\n\n${facts.join('\n')}`;
}

function took(from, to) {
  return from && to ? seconds(Date.parse(to) - Date.parse(from)) : undefined;
}

function caveats(task, analytics) {
  const notes = [];
  if (analytics?.commentary) notes.push(inline(analytics.commentary));
  if (analytics?.sample_ratio?.passed === false)
    notes.push('The split of customers failed its check: differences may come from the split, not from the e-mails.');
  for (const step of task.steps ?? [])
    if (step.status !== 'completed')
      notes.push(`The step of ${inline(step.agent_type)} is ${inline(step.status)}; what it would have said is missing here.`);
  notes.push('One campaign of one shop in 2008, watched for two weeks: it says what happened there, not what would happen elsewhere.');
  return notes.map((note) => `- ${note}`).join('\n');
}
