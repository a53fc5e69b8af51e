import { setImmediate } from 'node:timers/promises';
import { darkModeChecks, type DarkMode } from './dark-mode';
import { joined, type AuditPart } from './finding';
import { imageChecks, type ImageShare } from './images';
import { legibilityChecks } from './legibility';
import { linkChecks } from './links';
import { openPage } from './page';
import { structureChecks } from './structure';
import { coloredTexts, contrastPart, type TextPair } from './text-contrast';
import { widthChecks } from './widths';

/** Gmail clips messages beyond this many bytes of HTML (102 KB). */
export const CLIP_BYTES = 102_400;

/** What reading a page has shown; nothing of it was run or fetched. */
export interface HtmlAudit extends AuditPart {
  bytes: number;
  /** Pairs of text and background, the worst first. */
  pairs: TextPair[];
  image_to_text: ImageShare;
  dark_mode: DarkMode;
  warnings: string[];
}

/**
 * Holds a page to WCAG 2.2 AA as far as its text tells, and to what mailboxes ask.
 * @throws MeshError invalid `field` where the page is too long, too deep or has too many elements; the signal's reason.
 */
export async function auditHtml(html: string, field: string, signal: AbortSignal): Promise<HtmlAudit> {
  const page = await openPage(html, field, signal);
  const { bytes } = page.document;
  // Each part walks the whole page: the event loop gets its turn between them.
  const images = imageChecks(page);
  await setImmediate();
  const contrast = contrastPart('contrast', coloredTexts(page.texts));
  await setImmediate();
  const dark = darkModeChecks(page);
  await setImmediate();
  const heavy = bytes >= CLIP_BYTES;
  const size: AuditPart = {
    checks: [{ rule: 'size', passed: !heavy, detail: `${bytes} of less than ${CLIP_BYTES} bytes` }],
    findings: heavy
      ? [
          {
            rule: 'size',
            where: 'the whole message',
            problem: 'Gmail cuts it off',
            fix: 'shorten the text, drop unused styles, host images',
          },
        ]
      : [],
  };
  const parts = [size, contrast, images, widthChecks(page), dark, structureChecks(page), linkChecks(page), legibilityChecks(page)];
  return {
    ...joined(parts),
    bytes,
    pairs: contrast.pairs,
    image_to_text: images.share,
    dark_mode: dark.dark,
    warnings: [...page.warnings],
  };
}
