import type { AuditPart } from './audit/finding';
import type { DarkMode } from './audit/dark-mode';
import type { ImageShare } from './audit/images';
import type { TextPair } from './audit/text-contrast';
import type { ColorAdjustment, palettePairs } from './color/adjustments';
import type { NamedPair } from './color/color-pairs';
import type { PaletteColor } from './color/palette';
import type { RenderedEmail } from './email/render-emails';
import type { FluidStep } from './fluid-type';
import type { PlannedSection } from './plan/plan-sections';
import type { SpacingStep } from './spacing';
import type { TypeStep } from './type-scale';

/** Colours, sizes and distances, all computed; words are null where no model could be had. */
export interface VisualOutput {
  kind: 'visual';
  task_type: 'recommend' | 'visual_plan';
  palette: PaletteColor[];
  pairs: ReturnType<typeof palettePairs>;
  adjustments: ColorAdjustment[];
  type_scale: TypeStep[];
  spacing: SpacingStep[];
  mood: string | null;
  rationale: string | null;
  /** Of a visual plan. */
  sections?: PlannedSection[];
  imagery?: string | null;
  alt_text?: string | null;
}

/** The e-mails laid out. */
export interface LayoutOutput {
  kind: 'layout';
  task_type: 'layout';
  palette: PaletteColor[];
  adjustments: ColorAdjustment[];
  emails: RenderedEmail[];
}

/** One page as it was found. */
export interface AuditedHtml extends AuditPart {
  id: string;
  bytes: number;
  pairs: TextPair[];
  image_to_text: ImageShare;
  dark_mode: DarkMode;
}

/** What is wrong for whom, and how to put it right. */
export interface AuditOutput {
  kind: 'audit';
  task_type: 'accessibility';
  standard: string;
  pages: AuditedHtml[];
  pairs: NamedPair[];
  /** Whether every binding check of every page and every pair passed. */
  passed: boolean;
}

/** How one page takes narrow and wide screens. */
export interface ResponsivePage extends AuditPart {
  id: string;
  /** As a browser laid it out; empty where none has looked. */
  looks: { width_px: number; content_width_px: number; height_px: number; scrolls_sideways: boolean }[];
}

/** Sizes for all screens, and the pages held to them. */
export interface ResponsiveOutput {
  kind: 'responsive';
  task_type: 'responsive';
  widths_px: readonly number[];
  type: FluidStep[];
  spacing: SpacingStep[];
  rules: string[];
  pages: ResponsivePage[];
}
