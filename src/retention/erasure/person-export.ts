import { Inject, Injectable } from '@nestjs/common';
import { PERSON_ERASERS, type Person, type PersonEraser } from './person-eraser';

/** Everything that is known of a person, as lines of JSON. */
@Injectable()
export class PersonExport {
  constructor(@Inject(PERSON_ERASERS) private readonly erasers: readonly PersonEraser[]) {}

  /** The last line says how many records came, so that an export that broke off is told from a whole one. */
  async *lines(person: Person, signal: AbortSignal): AsyncGenerator<string> {
    yield line({ type: 'export', user_id: person.userId, created_at: new Date().toISOString() });
    let records = 0;
    for (const eraser of this.erasers) {
      for await (const record of eraser.read(person, signal)) {
        signal.throwIfAborted();
        yield line(record);
        records += 1;
      }
    }
    yield line({ type: 'end', records });
  }
}

const line = (record: object) => `${JSON.stringify(record)}\n`;
