import type { PaletteColor } from './palette';
import type { RenderedEmail } from './render-emails';
import type { TypeStep } from './type-scale';

/** What the design agent puts into `AgentResult.output`: a visual direction, or the e-mails laid out. */
export type DesignOutput =
  | { kind: 'visual'; palette: PaletteColor[]; type_scale: TypeStep[]; mood: string | null; rationale: string | null }
  | { kind: 'layout'; palette: PaletteColor[]; emails: RenderedEmail[] };
