import { colorNamed, type PaletteColor } from '../color/palette';
import type { Piece } from '../../content/piece';
import { typeScale } from '../type-scale';
import { emailLanguage } from './email-language';

/** What surrounds the words of an e-mail. All of it is untrusted text and gets escaped. */
export interface EmailFrame {
  brand: string;
  /** Where the button leads: an absolute http(s) URL. */
  link: string;
  image?: { url: string; alt: string };
  /** Of the words (BCP 47); guessed where it is not given. */
  language?: string;
}

/** Text as it may stand in MJML and HTML, inside elements and attributes. */
function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

/** The MJML of one e-mail: one fluid column that breaks long words, read from the left or the right, dark-mode colours, a preheader, and the sender's footer with an unsubscribe link to fill in. */
export function emailMjml(piece: Piece, palette: readonly PaletteColor[], frame: EmailFrame): string {
  const color = (name: string) => colorNamed(palette, name);
  const size = (name: string) => typeScale().find((step) => step.name === name)?.size_px;
  const text = Object.fromEntries(
    Object.entries({ ...frame, ...piece }).map(([name, value]) => [name, typeof value === 'string' ? escapeMarkup(value) : '']),
  );
  const { lang, dir } = emailLanguage(piece, frame.language);
  const align = dir === 'rtl' ? 'right' : 'left';
  const paragraphs = piece.body.map((paragraph) => `<mj-text css-class="text">${escapeMarkup(paragraph)}</mj-text>`).join('\n');
  const image =
    frame.image === undefined
      ? ''
      : `<mj-image src="${escapeMarkup(frame.image.url)}" alt="${escapeMarkup(frame.image.alt)}" fluid-on-mobile="true" padding="8px 24px 16px" border-radius="4px" />`;
  const headline =
    text.headline === ''
      ? ''
      : `<mj-text css-class="heading" font-size="${size('headline')}px" line-height="1.2" color="${color('heading')}"><h1 style="margin:0;font-size:inherit;line-height:1.2">${text.headline}</h1></mj-text>`;
  const brand =
    text.brand === '' ? '' : `<mj-text css-class="heading" font-weight="bold" color="${color('heading')}">${text.brand}</mj-text>`;
  const sender = text.brand === '' ? '' : `${text.brand} · `;
  return `<mjml lang="${lang}" dir="${dir}">
  <mj-head>
    <mj-title>${text.subject === '' ? text.headline : text.subject}</mj-title>
    <mj-preview>${text.preheader}</mj-preview>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-attributes>
      <mj-all font-family="Georgia, 'Times New Roman', serif" />
      <mj-text font-size="${size('body')}px" line-height="1.5" color="${color('text')}" padding="8px 24px" align="${align}" />
      <mj-section padding="0" direction="${dir}" />
      <mj-column direction="${dir}" />
    </mj-attributes>
    <mj-style>
      .text div { unicode-bidi: plaintext; }
      .text div, .heading div, .muted div, .action a { overflow-wrap: anywhere; word-break: break-word; }
      @media (prefers-color-scheme: dark) {
        body, .page, .page > div { background-color: ${color('dark_background')} !important; }
        .text div { color: ${color('dark_text')} !important; }
        .heading div { color: ${color('dark_heading')} !important; }
        .muted div, .muted a { color: ${color('dark_muted')} !important; }
        .bar p { border-top-color: ${color('dark_button')} !important; }
        .action td, .action a { background-color: ${color('dark_button')} !important; color: ${color('dark_button_text')} !important; }
        .action > table, td.action { background-color: transparent !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body background-color="${color('background')}" css-class="page">
    <mj-section padding="24px 0 0"><mj-column>
      <mj-divider css-class="bar" border-width="4px" border-color="${color('button')}" width="64px" align="${align}" padding="0 24px 8px" />
      ${brand}
    </mj-column></mj-section>
    <mj-section><mj-column>
      ${image}
      ${headline}
      ${paragraphs}
      <mj-button css-class="action" href="${text.link}" background-color="${color('button')}" color="${color('button_text')}" font-size="${size('body')}px" font-weight="bold" inner-padding="14px 24px" border-radius="4px" align="${align}" padding="16px 24px">${text.call_to_action}</mj-button>
    </mj-column></mj-section>
    <mj-section padding="24px 0"><mj-column>
      <mj-text css-class="muted" font-size="${size('small')}px" color="${color('muted')}">${sender}<a href="{{unsubscribe_url}}" style="color:${color('muted')}">Unsubscribe</a></mj-text>
    </mj-column></mj-section>
  </mj-body>
</mjml>`;
}
