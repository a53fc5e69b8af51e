import type { Check, Piece } from '../content/piece';
import { emailChecks } from './email-checks';
import { emailMjml, type EmailFrame } from './email-layout';
import type { PaletteColor } from './palette';

/** One e-mail ready to send, but for the recipient's own links. */
export interface RenderedEmail {
  id: string;
  audience: string;
  subject: string;
  html: string;
  bytes: number;
  checks: Check[];
}

/** Renders a piece through MJML, which is loaded on first use: it is large and many processes never need it. */
export async function renderEmail(piece: Piece, palette: readonly PaletteColor[], frame: EmailFrame): Promise<RenderedEmail> {
  const { default: mjml2html } = await import('mjml');
  const { html } = await mjml2html(emailMjml(piece, palette, frame), { validationLevel: 'strict' });
  const { id, audience, subject } = piece;
  return { id, audience, subject, html, bytes: Buffer.byteLength(html), checks: emailChecks(html, palette) };
}
