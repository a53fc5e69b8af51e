import type { Element } from 'domhandler';
import { nameOf, spokenText } from '../html/element-text';
import { heldTo, type AuditPart } from './finding';
import type { AuditedPage } from './page';

/** Say nothing of where a link leads, read out on their own. */
const VAGUE = /^(?:click here|here|more|read more|learn more|link|this|click|go|tap here)$/i;
/** Filled in when the message is sent: `{{url}}`, `*|URL|*`, `%url%`, `[url]`. */
const MERGE_TAG = /\{\{[^}]+\}\}|\*\|[^|]+\|\*|%[\w-]+%|\[[\w-]+\]/;

/** Links lead somewhere, safely, and say where. */
export function linkChecks({ document, styles }: AuditedPage): AuditPart {
  const links = document.elements.filter(
    (element) => element.name === 'a' && 'href' in element.attribs && styles.get(element)?.hidden === false,
  );
  const findings = links.flatMap((link) => faultsOf(link).map((fault) => ({ where: nameOf(link, document.lineOf(link)), ...fault })));
  return heldTo('links', links.length, 'links', findings, { wcag: '2.4.4' });
}

function faultsOf(link: Element): { problem: string; fix: string }[] {
  const href = (link.attribs.href ?? '').trim();
  const said = (link.attribs['aria-label'] ?? '').trim() || spokenText(link);
  return [
    ...(said === '' ? [{ problem: 'a link has no text', fix: 'say where it leads, in the link or in its aria-label' }] : []),
    ...(VAGUE.test(said) ? [{ problem: `"${said}" does not say where the link leads`, fix: 'name the page or what is done there' }] : []),
    ...(href === '' || href === '#' ? [{ problem: 'a link leads nowhere', fix: 'give it an address' }] : []),
    ...(runsCode(href) ? [{ problem: 'a link runs code', fix: 'use an https address' }] : []),
    ...(isRelative(href) ? [{ problem: 'a link has no host: nothing in a mailbox', fix: 'write the whole https address' }] : []),
  ];
}

function isRelative(href: string): boolean {
  return href !== '' && !href.startsWith('#') && !MERGE_TAG.test(href) && !/^[a-z][a-z\d+.-]*:/i.test(href) && !href.startsWith('//');
}

/** Browsers skip blanks and control characters in a scheme (URL Living Standard, section 4.4). */
function runsCode(href: string): boolean {
  return /^(?:javascript|vbscript|data):/i.test(href.replace(/[\s\p{Cc}]/gu, ''));
}
