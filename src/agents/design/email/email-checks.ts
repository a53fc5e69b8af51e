import type { HtmlAudit } from '../audit/audit-html';
import type { PaletteColor } from '../color/palette';
import type { DesignCheck } from '../design-check';

/** Holds an e-mail of ours to all that was audited, every pair of its palette, and an address to unsubscribe at. */
export function emailChecks(html: string, palette: readonly PaletteColor[], audit: HtmlAudit): DesignCheck[] {
  const failing = palette.filter(({ passes }) => !passes).map(({ name }) => name);
  const detail = failing.length === 0 ? `${palette.length} pairs reach 4.5` : `below 4.5: ${failing.join(', ')}`;
  return [
    ...audit.checks,
    { rule: 'palette_contrast', passed: failing.length === 0, detail, wcag: '1.4.3' },
    { rule: 'unsubscribe', passed: html.includes('{{unsubscribe_url}}'), detail: 'fill in {{unsubscribe_url}} when sending' },
  ];
}
