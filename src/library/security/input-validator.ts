import { DangerousInput, type Validated } from '../../security';
import { DANGER_KINDS, DEFUSED_KINDS, findDangerInPieces, withoutDangerInPieces, type DangerKind } from '../../text';
import { invalidField } from '../../errors';
import type { MeshParts } from '../mesh';

/** What is dangerous in a text: `start` to `end` of it, in UTF-16 units. */
export interface DangerFound {
  kind: DangerKind;
  start: number;
  end: number;
}

/** Looks for script, SQL, shell, template and control characters in what comes from outside. */
export class InputValidator {
  private readonly input: DangerousInput;

  constructor(private readonly parts: MeshParts) {
    this.input = parts.get(DangerousInput);
  }

  /** Whether nothing dangerous of the kinds asked for (default: all) stands in a text, and where it does. @throws MeshError naming `text` */
  async validateText(text: string, kinds: readonly DangerKind[] = DANGER_KINDS): Promise<{ valid: boolean; dangers: DangerFound[] }> {
    const found = await findDangerInPieces(asText(text), new Set(kinds));
    return { valid: found.length === 0, dangers: found.map(({ kind, start, end }) => ({ kind, start, end })) };
  }

  /** The text with what would act when a page shows it cut out. @throws MeshError naming `text`, where cutting lays bare more and more too */
  async sanitize(text: string): Promise<string> {
    const defused = await withoutDangerInPieces(asText(text), DEFUSED_KINDS);
    if (defused === undefined) throw invalidField('text', 'is nested more deeply than anybody writes');
    return defused;
  }

  /** Holds parsed JSON against the class-validator decorators of `Class`: an instance, or every fault by its field. */
  async validate<T extends object>(Class: new () => T, json: unknown): Promise<Validated<T>> {
    return this.input.validated(Class, json, this.parts.tenantId);
  }
}

function asText(text: unknown): string {
  if (typeof text !== 'string') throw invalidField('text', 'must be text');
  return text;
}
