import type { Template } from 'liquidjs';
import { MAX_CELL_LENGTH } from '../../../datasets';
import { invalidField } from '../../../errors';
import { fieldsRead, type FieldRead, type FieldUse } from './fields-read';
import { MAIL_PARTS, type MailPart, type MailTemplate } from './mail-template';
import { MailLiquid } from './sandbox/mail-liquid';
import { hideTags, readableTags, showTags } from './tags-in-html';
import { parseProblem, PartFailure } from './template-problem';

/** Different fields of a template, and the length of a name: each is told of in the output. */
const MOST_FIELDS = 300;
const MOST_NAME_LENGTH = 200;
/** What no header may hold: a line break in a subject begins another header (RFC 5322, 2.2). */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/** A mail for one record. */
export interface RenderedMail {
  parts: Readonly<Partial<Record<MailPart, string>>>;
  /** Addresses that were left out of links and pictures. */
  unsafe: number;
  /** Fields that its parts read, reached or not. */
  fields: readonly FieldRead[];
  /** Outputs that were reached, by the fields they read. */
  uses: readonly FieldUse[];
}

interface CompiledPart {
  part: MailPart;
  liquid: MailLiquid;
  templates: Template[];
  uses: ReadonlyMap<Template, FieldUse>;
}

/** A template that is parsed once and rendered for many records, none of which knows of another. */
export class CompiledMail {
  /** Fields that its parts read. */
  readonly fields: readonly FieldRead[];
  /** Names that the HTML prints as they are. */
  readonly unescaped: readonly string[];
  /** Names of tags that are left as they are. */
  readonly left: readonly string[];
  private readonly parts: readonly CompiledPart[];

  /** Tags of fields that `isLeft` names stay as they are. @throws MeshError invalid, naming the part, the line and the column of what is no Liquid, or is refused. */
  constructor(
    template: MailTemplate,
    readonly field: string,
    isLeft: (field: string) => boolean = () => false,
  ) {
    const [html, plain] = [new MailLiquid(true), new MailLiquid(false)];
    const fields = new Map<string, FieldRead>();
    let unescaped: readonly string[] = [];
    const left: string[] = [];
    this.parts = MAIL_PARTS.filter((part) => template[part] !== undefined).map((part) => {
      const liquid = part === 'html' ? html : plain;
      try {
        const source = part === 'html' ? readableTags(template[part]!) : template[part]!;
        const hidden = hideTags(source, isLeft);
        left.push(...hidden.left);
        const templates = liquid.parse(hidden.source);
        const reads = fieldsRead(templates);
        for (const field of reads.fields) fields.set(field.name, field);
        if (part === 'html') unescaped = reads.unescaped;
        return { part, liquid, templates, uses: reads.uses };
      } catch (error) {
        throw parseProblem(`${field}.${part}`, error);
      }
    });
    this.fields = [...fields.values()];
    this.unescaped = unescaped;
    this.left = [...new Set(left)];
    if (fields.size > MOST_FIELDS || this.fields.some(({ name }) => name.length > MOST_NAME_LENGTH)) {
      throw invalidField(field, `must read at most ${MOST_FIELDS} fields with names of at most ${MOST_NAME_LENGTH} characters`);
    }
  }

  /** @throws PartFailure */
  render(record: Readonly<Record<string, unknown>>): RenderedMail {
    const mail: Partial<Record<MailPart, string>> = {};
    const reached: FieldUse[] = [];
    let unsafe = 0;
    for (const { part, liquid, templates, uses } of this.parts) {
      try {
        const rendered = liquid.render(templates, record, MAX_CELL_LENGTH);
        const isHeader = part === 'subject' || part === 'preheader';
        const text = this.left.length > 0 ? showTags(rendered.text) : rendered.text;
        mail[part] = isHeader ? text.replace(CONTROLS, ' ').trim() : text;
        unsafe += part === 'html' ? rendered.unsafe : 0;
        for (const template of rendered.reached) {
          const use = uses.get(template);
          if (use !== undefined) reached.push(use);
        }
      } catch (error) {
        throw new PartFailure(part, `${this.field}.${part}`, error);
      }
    }
    return { parts: mail, unsafe, fields: this.fields, uses: reached };
  }
}
