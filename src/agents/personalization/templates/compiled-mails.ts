import { invalidField } from '../../../errors';
import type { MailChoice } from '../mails/mail-choice';
import type { PersonRecord } from '../records/record-source';
import { CompiledMail } from './compiled-mail';
import type { FieldRead } from './fields-read';

/** The mails of a choice, each parsed once. */
export class CompiledMails {
  readonly all: readonly CompiledMail[];
  private readonly byId: ReadonlyMap<string, CompiledMail>;

  /** Tags of fields that `isLeft` names stay as they are. @throws MeshError invalid, naming the template, the part, the line and the column of what is no Liquid, or is refused. */
  constructor(
    private readonly choice: MailChoice,
    isLeft?: (field: string) => boolean,
  ) {
    const compiled = [...choice.templates].map(([id, template]) => [id, new CompiledMail(template, choice.fieldOf(id), isLeft)] as const);
    this.byId = new Map(compiled);
    this.all = [...this.byId.values()];
  }

  /** The mail for a record; undefined where there is none for it. */
  of(record: PersonRecord): CompiledMail | undefined {
    const id = this.choice.mailOf(record);
    return id === undefined ? undefined : this.byId.get(id);
  }

  /** Fields that some mail reads. */
  get fields(): FieldRead[] {
    return [...new Map(this.all.flatMap(({ fields }) => fields).map((field) => [field.name, field])).values()];
  }

  /** Names that the HTML of some mail prints as they are. */
  get unescaped(): string[] {
    return [...new Set(this.all.flatMap(({ unescaped }) => unescaped))];
  }

  /** Names of tags that are left as they are. */
  get left(): string[] {
    return [...new Set(this.all.flatMap(({ left }) => left))];
  }

  /** @throws MeshError invalid, naming the first mail that reads one of these protected columns. */
  assertReadsNone(refused: readonly { column: string; attribute: string }[]): void {
    for (const mail of this.all) {
      for (const { path } of mail.fields) {
        const found = refused.find(({ column }) => column === path[0]);
        if (found === undefined) continue;
        throw invalidField(
          mail.field,
          `reads ${found.column}, a protected attribute (${found.attribute}): name it in context.allowed_attributes if it may be used`,
        );
      }
    }
  }
}
