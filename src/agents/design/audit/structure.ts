import { type Element, isTag } from 'domhandler';
import { nameOf, spokenText } from '../html/element-text';
import { heldTo, joined, type AuditPart, type Finding } from './finding';
import type { AuditedPage } from './page';

/** A language tag as far as its form goes (RFC 5646). */
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i;
/** Needs no name of its own. */
const UNNAMED_INPUTS: ReadonlySet<string> = new Set(['hidden', 'submit', 'button', 'image', 'reset']);

/** What a screen reader goes by: language, title, roles of tables, order of headings, names of form fields, and that readers may zoom. */
export function structureChecks(page: AuditedPage): AuditPart {
  const { elements } = page.document;
  const named = (name: string) => elements.filter((element) => element.name === name);
  const html = named('html')[0];
  const title = named('title')[0];
  const broken = (fault: boolean, where: string, problem: string, fix: string) => (fault ? [{ where, problem, fix }] : []);
  return joined([
    heldTo(
      'language',
      1,
      'language of the document',
      broken(
        !LANGUAGE.test(html?.attribs.lang ?? ''),
        '<html>',
        'the document names no language',
        'add lang="en" or the language of the text',
      ),
      { wcag: '3.1.1' },
    ),
    heldTo(
      'title',
      1,
      'title of the document',
      broken(title === undefined || spokenText(title) === '', '<title>', 'the document has no title', 'add a <title> that says what it is'),
      { wcag: '2.4.2' },
    ),
    tableRoles(page),
    headings(page),
    fieldNames(page),
    heldTo(
      'zoom',
      1,
      'viewport',
      broken(named('meta').some(noZoom), '<meta name="viewport">', 'readers may not zoom', 'drop user-scalable=no and maximum-scale'),
      { wcag: '1.4.4' },
    ),
  ]);
}

/** Tables that only lay out say so; those with header cells are of data. */
function tableRoles({ document, styles }: AuditedPage): AuditPart {
  const tables = document.elements.filter((element) => element.name === 'table' && styles.get(element)?.hidden === false);
  const ofData = new Set<Element>();
  for (const cell of document.elements.filter(({ name }) => name === 'th')) {
    for (let { parent } = cell; parent !== null && isTag(parent); parent = parent.parent) {
      if (parent.name !== 'table') continue;
      ofData.add(parent);
      break;
    }
  }
  const faulty = tables.filter((table) => !ofData.has(table) && !/^(?:presentation|none)$/i.test(table.attribs.role ?? ''));
  return heldTo(
    'table_roles',
    tables.length,
    'tables',
    faulty.map((table) => ({
      where: `<table> (line ${document.lineOf(table)})`,
      problem: 'a table without header cells is read out as data',
      fix: 'add role="presentation", or <th> cells if it holds data',
    })),
    { wcag: '1.3.1' },
  );
}

function headings({ document, styles }: AuditedPage): AuditPart {
  const all = document.elements.filter((element) => /^h[1-6]$/.test(element.name) && styles.get(element)?.hidden === false);
  const findings: Omit<Finding, 'rule'>[] = [];
  let before = 0;
  for (const heading of all) {
    const level = Number(heading.name[1]);
    if (level > before + 1)
      findings.push({
        where: nameOf(heading, document.lineOf(heading)),
        problem: `a heading of level ${level} follows ${before === 0 ? 'none' : `one of level ${before}`}`,
        fix: `use <h${before + 1}>`,
      });
    before = level;
  }
  return heldTo('headings', all.length, 'headings', findings, { wcag: '1.3.1' });
}

function fieldNames({ document, styles }: AuditedPage): AuditPart {
  const fields = document.elements.filter(
    (element) =>
      /^(?:input|select|textarea)$/.test(element.name) &&
      !UNNAMED_INPUTS.has(element.attribs.type ?? '') &&
      styles.get(element)?.hidden === false,
  );
  const labelled = new Set(
    document.elements.flatMap(({ name, attribs }) => (name === 'label' && attribs.for !== undefined ? [attribs.for] : [])),
  );
  const named = ({ attribs, parent }: Element) =>
    (attribs.id !== undefined && labelled.has(attribs.id)) ||
    [attribs['aria-label'], attribs['aria-labelledby'], attribs.title].some((text) => (text ?? '').trim() !== '') ||
    inLabel(parent);
  const faulty = fields.filter((field) => !named(field));
  return heldTo(
    'field_names',
    fields.length,
    'form fields',
    faulty.map((field) => ({
      where: nameOf(field, document.lineOf(field)),
      problem: 'a form field has no name',
      fix: 'add a <label for> or aria-label',
    })),
    { wcag: '4.1.2' },
  );
}

function inLabel(parent: Element['parent']): boolean {
  for (let above = parent; above !== null && isTag(above); above = above.parent) if (above.name === 'label') return true;
  return false;
}

function noZoom({ attribs }: Element): boolean {
  const content = attribs.content ?? '';
  return (
    attribs.name?.toLowerCase() === 'viewport' &&
    (/user-scalable\s*=\s*(?:no|0)/i.test(content) || /maximum-scale\s*=\s*(?:1(?:\.0*)?|0?\.\d+)(?![\d.])/i.test(content))
  );
}
