import { invalidField } from '../../errors';
import type { AgentTask } from '../agent';
import { judgedColorPairs, type NamedPair } from './color/color-pairs';
import { brandColors } from './color/brand-colors';
import { buildPalette, type PaletteColor } from './color/palette';
import { readPieces } from './email/read-pieces';
import type { Piece } from '../content/piece';

/** Pages that one step looks at. */
const PAGES = 20;

/** A page to look at, and what it is called in the result. */
export interface PageSource {
  id: string;
  html: string;
  /** Names it in errors. */
  field: string;
}

/** What a design step works on: from the context, and from what earlier steps left. */
export interface DesignSources {
  pieces: Piece[];
  html: PageSource[];
  pairs: NamedPair[] | undefined;
  palette: PaletteColor[];
  /** Whether an earlier design step has chosen the palette. */
  paletteGiven: boolean;
  /** Of the brand's colours: of interest to whoever uses the palette. */
  colorWarnings: string[];
  warnings: string[];
}

/**
 * Reads what there is to work on.
 * @throws MeshError invalid, naming the field of the context that cannot be read.
 */
export function designSources({ context, inputs }: Pick<AgentTask, 'context' | 'inputs'>): DesignSources {
  const steps = Object.values(inputs);
  const copy = readPieces([...steps.map(({ output }) => output.pieces), context.pieces]);
  // Only a design step's palette is made of checked colours; others' words must not end up in markup.
  const direction = steps.find(
    ({ agentType, output }) => agentType === 'design' && output.kind === 'visual' && Array.isArray(output.palette),
  );
  const brand = direction === undefined ? brandColors(context.brand_colors) : { colors: [], warnings: [] };
  const emails = steps.flatMap(({ output }) => (Array.isArray(output.emails) ? (output.emails as unknown[]) : []));
  const html = [...htmlOfContext(context.html), ...emails.flatMap(pageOf)];
  return {
    pieces: copy.pieces,
    html: html.slice(0, PAGES),
    pairs: judgedColorPairs(context.colors),
    palette: direction === undefined ? buildPalette(brand.colors) : (direction.output.palette as PaletteColor[]),
    paletteGiven: direction !== undefined,
    colorWarnings: brand.warnings,
    warnings: [...copy.warnings, ...(html.length > PAGES ? [`only the first ${PAGES} of ${html.length} pages are looked at`] : [])],
  };
}

function htmlOfContext(value: unknown): PageSource[] {
  if (value === undefined) return [];
  if (typeof value !== 'string' || value.trim() === '') throw invalidField('context.html', 'must be HTML as text');
  return [{ id: 'html', html: value, field: 'context.html' }];
}

function pageOf(value: unknown, index: number): PageSource[] {
  const { id, html } = (value !== null && typeof value === 'object' ? value : {}) as { id?: unknown; html?: unknown };
  return typeof html === 'string'
    ? [{ id: typeof id === 'string' ? id : `email_${index + 1}`, html, field: `the e-mail ${index + 1}` }]
    : [];
}
