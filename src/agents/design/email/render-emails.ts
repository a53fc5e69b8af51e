import { auditHtml, CLIP_BYTES } from '../audit/audit-html';
import type { DarkMode } from '../audit/dark-mode';
import type { ImageShare } from '../audit/images';
import type { PaletteColor } from '../color/palette';
import type { Piece } from '../../content/piece';
import type { DesignCheck } from '../design-check';
import { emailChecks } from './email-checks';
import { emailMjml, type EmailFrame } from './email-layout';
import { shortenPiece } from './shorten-piece';

/** One e-mail ready to send, but for the recipient's own links. */
export interface RenderedEmail {
  id: string;
  audience: string;
  subject: string;
  html: string;
  bytes: number;
  checks: DesignCheck[];
  image_to_text: ImageShare;
  dark_mode: DarkMode;
  warnings: string[];
}

/** Bytes of paragraphs that fit beside the frame; less is tried where that was too much. */
const BODY_BYTES = 92_000;
const SHRINK = 0.85;
const ATTEMPTS = 8;

/** Renders a piece through MJML and audits what came out; what Gmail would clip is shortened, with a warning. */
export async function renderEmail(
  piece: Piece,
  palette: readonly PaletteColor[],
  frame: EmailFrame,
  signal: AbortSignal,
): Promise<RenderedEmail> {
  // Loaded on first use: it is large and many processes never need it.
  const { default: mjml2html } = await import('mjml');
  let room = BODY_BYTES;
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    const { piece: fitting, leftOut } = shortenPiece(piece, room);
    const { html } = await mjml2html(emailMjml(fitting, palette, frame), { validationLevel: 'strict' });
    const bytes = Buffer.byteLength(html);
    if (bytes >= CLIP_BYTES && attempt < ATTEMPTS) {
      room *= SHRINK;
      continue;
    }
    const audit = await auditHtml(html, `the e-mail ${fitting.id}`, signal);
    const warnings = leftOut === 0 ? [] : [`too long for one e-mail: ${leftOut} of ${piece.body.length} paragraphs are left out or cut`];
    const { id, audience, subject } = fitting;
    const { image_to_text, dark_mode } = audit;
    return { id, audience, subject, html, bytes, checks: emailChecks(html, palette, audit), image_to_text, dark_mode, warnings };
  }
}
