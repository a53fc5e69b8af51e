import { type PersonalDataType } from '../personal-data';
import { type Recogniser } from '../recogniser';

/** Between a name and its value: `number`, `no.`, `#`, `is`, `:` and the like, in several languages. */
const BETWEEN =
  "(?:[ '’]{0,2}(?:s|id|number|numbers|no\\.?|num\\.?|nr\\.?|n°|nº|№|#|nummer|numéro|número|numero|numer|code|is|are|was|" +
  'est|ist|es|è|é|are|under|with|card|state|issued|expired|renewed|of|my|the|de|号码|号|番号|번호|は|是|' +
  'номер\\p{L}{0,2})(?![\\p{L}\\p{N}])|[ \\t]{0,2}[:：#=("\'-]|[ \\t]|是|は|为){0,6}[ \\t]?["\']?';

/** A recogniser for values without a form of their own: one of `names` must stand right before, and the value must hold `digits` digits. */
export function byName(of: { rule: string; type: PersonalDataType; names: readonly string[]; value: string; digits: number }): Recogniser {
  const names = of.names.join('|');
  return {
    rule: of.rule,
    type: of.type,
    near: { digits: of.digits, within: 64 },
    pattern: new RegExp(`(?<![\\p{L}\\p{N}_])(?:${names})${BETWEEN}(?<![\\p{L}\\p{N}])(?<value>${of.value})(?![\\p{L}\\p{N}])`, 'dgiu'),
    score: (value) =>
      (value.match(/\d/g)?.length ?? 0) < of.digits || /^(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?/.test(value) || /\s[a-z]{2,}$/.test(value)
        ? 0
        : 0.8,
  };
}
