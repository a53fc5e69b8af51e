import { invalidField } from '../../errors';
import type { AgentResult, AgentTask } from '../agent';
import { boundedConfidence } from '../confidence';
import { auditHtml } from './audit/audit-html';
import { joined } from './audit/finding';
import { bindingChecks, failedChecks, type DesignCheck } from './design-check';
import type { AuditedHtml, AuditOutput } from './design-output';
import type { DesignSources } from './design-sources';
import type { HeadlessBrowser } from './rendering/headless-browser';
import { looksOfStep } from './rendering/looks-of-step';
import { renderedChecks } from './rendering/rendered-checks';

/** Findings, and pairs of colours, that one step leaves behind: some 100 KB at most. */
const LISTED = 200;

/**
 * Audits the pages and pairs of colours that there are, without a model. Output: `AuditOutput`.
 * @throws MeshError invalid `context.html` when there is nothing to audit, or the page cannot be read.
 */
export async function auditAccessibility(
  task: AgentTask,
  { html, pairs = [] }: DesignSources,
  browser: HeadlessBrowser | undefined,
): Promise<AgentResult> {
  if (html.length === 0 && pairs.length === 0) throw invalidField('context.html', 'give html, or pairs of colors, to audit');
  const look = looksOfStep(browser, task.signal);
  const pages: AuditedHtml[] = [];
  const warnings: string[] = [];
  for (const { id, html: text, field } of html) {
    const { warnings: unread, ...audit } = await auditHtml(text, field, task.signal);
    const looked = renderedChecks(await look(text));
    const { checks, findings } = joined([audit, looked]);
    const most = Math.ceil(LISTED / html.length);
    pages.push({ id, ...audit, checks, findings: findings.slice(0, most), pairs: audit.pairs.slice(0, most) });
    warnings.push(...unread.map((warning) => `${id}: ${warning}`), ...failedChecks(checks, id));
  }
  const failing = pairs.filter(({ passes }) => !passes);
  warnings.push(
    ...failing.map(
      ({ name, text, background, ratio, needed, nearest }) =>
        `${name}: ${text} on ${background} has ${ratio}, below ${needed}: use ${nearest!.text}`,
    ),
  );
  const checks = pages.flatMap((page) => page.checks);
  const failed = bindingChecks(checks).filter(({ passed }) => !passed);
  const passed = failed.length + failing.length === 0;
  const output: AuditOutput = { kind: 'audit', task_type: 'accessibility', standard: 'WCAG 2.2 AA', pages, pairs, passed };
  const of = bindingChecks(checks).length + pairs.length;
  return {
    summary: `Audited ${countOf(pages.length, 'page')} and ${countOf(pairs.length, 'pair')} of colours: ${passed ? `all ${of} checks passed` : `${failed.length + failing.length} of ${of} checks failed`}.`,
    output: { ...output },
    ...boundedConfidence(auditBounds(checks, pages.length)),
    evidence: [
      { id: 'checks', statement: 'Checks made', value: of },
      { id: 'failed', statement: 'Checks failed', value: failed.length + failing.length },
      ...pairs.map(({ name, text, background, ratio }) => ({
        id: `contrast ${name}`,
        statement: `Contrast of ${text} on ${background}`,
        value: ratio,
      })),
    ],
    warnings,
    memories: [],
    answers: [],
  };
}

/** An audit is as sure as its means: rules find a part of what a person with the page in front of them would. */
function auditBounds(checks: readonly DesignCheck[], pages: number) {
  const unseen = checks.filter(({ rule, skipped }) => rule === 'rendered' && skipped === true).length;
  return [
    {
      limit: pages === 0 ? 0.95 : 0.85,
      reason: pages === 0 ? 'contrast is computed' : 'held to rules by code; what only people can judge is not judged',
    },
    ...(unseen > 0 ? [{ limit: 0.75, reason: `${unseen} of ${pages} pages were not rendered` }] : []),
  ];
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
