import { SURE, type PersonalDataSpan, type Placeholders } from '../../../text';
import type { GenerateScope } from '../../generate';
import type { ContentSafetyFilter } from '../content-safety-filter';
import type { SafetyPolicy } from '../policy/safety-policy';
import type { SafetyCategory } from '../safety-category';
import { stretchesOf, type Stretch } from './fenced';
import type { PromptWords } from './links';
import type { TextSource } from './request-texts';
import { unsafe } from './unsafe';

/** What stands in a prompt for data that reads like orders to the model. */
const REMOVED = '[removed: this read like instructions to an AI]';

/** What the texts of one request are looked at with. */
export interface Asked {
  scope: GenerateScope;
  policy: SafetyPolicy;
  placeholders: Placeholders;
  /** The mark of fences around data. */
  mark: string | undefined;
  /** Whether the words of whoever asks are judged apart from the messages in which they stand. */
  judgesDataOnly: boolean;
  signal: AbortSignal;
}

/** What stands in a prompt for a secret that is not to come back. */
const SECRET = '[SECRET]';

/** Characters in which the end of a sentence is looked for. */
const LONGEST_SENTENCE = 300;

interface Passage {
  start: number;
  end: number;
}

/** Makes of the texts of one request what a model may be shown. */
export class PromptScreen {
  /** Whether any data among them read like instructions. */
  isTainted = false;
  /** What was shown, by who is behind it. */
  readonly words: PromptWords = { own: '', data: '' };

  constructor(
    private readonly filter: ContentSafetyFilter,
    private readonly asked: Asked,
  ) {}

  /** @throws MeshError of kind `unsafe` for the words of whoever asks; data that is as bad only loses the passage. */
  async shown(text: string, source: TextSource): Promise<string> {
    // The owner's instructions and the model's own words are judged by nobody, but may hold personal data.
    if (source === 'system' || source === 'assistant') return this.noted('own', this.hidden(text, await this.personalIn(text), 0));
    const stretches = source === 'tool' ? [{ text, isData: true }] : stretchesOf(text, this.asked.mark);
    const shown: string[] = [];
    for (const stretch of stretches)
      shown.push(stretch.text.trim() === '' ? stretch.text : this.noted(stretch.isData ? 'data' : 'own', await this.judged(stretch)));
    return shown.join('');
  }

  private noted(who: keyof PromptWords, shown: string): string {
    this.words[who] += `${shown}\n`;
    return shown;
  }

  /** @throws MeshError of kind `unsafe`. */
  async assertAllowed(words: readonly string[]): Promise<void> {
    const { scope, policy, signal } = this.asked;
    if (policy.surfaces.prompts === 'off') return;
    for (const text of words) {
      const { blocked } = await this.filter.check(scope, text, 'prompts', signal);
      if (policy.surfaces.prompts === 'enforce' && blocked.length > 0) throw unsafe('prompt', blocked);
    }
  }

  private async judged({ text, isData }: Stretch): Promise<string> {
    const { scope, policy, signal } = this.asked;
    const mode = policy.surfaces.prompts;
    if (mode === 'off' || (this.asked.judgesDataOnly && !isData)) return this.hidden(text, await this.personalIn(text), 0);
    const { flagged, blocked, findings, personal } = await this.filter.check(scope, text, isData ? 'data' : 'prompts', signal);
    if (isData && flagged.some(isOrders)) this.isTainted = true;
    if (mode === 'enforce' && !isData && blocked.length > 0) throw unsafe('prompt', blocked);
    const removes = mode === 'enforce' && isData && blocked.some(isOrders);
    return this.without(text, removes ? findings.filter(({ category }) => isOrders(category)) : [], personal);
  }

  /** The text without some passages, which stand in its order, and with its personal data hidden. */
  private without(text: string, passages: readonly Passage[], personal: readonly PersonalDataSpan[]): string {
    let shown = '';
    let from = 0;
    for (const { start, end } of passages) {
      if (end <= from) continue;
      shown += this.hidden(text.slice(from, Math.max(from, start)), personal, from) + REMOVED;
      from = sentenceEnd(text, end);
    }
    return shown + this.hidden(text.slice(from), personal, from);
  }

  /**
   * A stretch that begins at `from` of the text in which personal data was found, with placeholders for it. Where strangers' data stands in the prompt,
   * secrets do not come back: no answer of an agent has any business with them.
   */
  private hidden(text: string, personal: readonly PersonalDataSpan[], from: number): string {
    const { placeholders, policy, mark } = this.asked;
    const end = from + text.length;
    const own = personal.filter((span) => span.start >= from && span.end <= end && span.score >= SURE && policy.redact.has(span.type));
    const isFinal = (span: PersonalDataSpan) => mark !== undefined && span.type === 'secret';
    let shown = '';
    let at = from;
    const show = (to: number) => {
      const inside = own.filter((span) => span.start >= at && span.end <= to && !isFinal(span));
      shown += placeholders.hide(
        text.slice(at - from, to - from),
        inside.map((span) => ({ ...span, start: span.start - at, end: span.end - at })),
      );
    };
    for (const span of own.filter(isFinal)) {
      show(span.start);
      shown += SECRET;
      at = span.end;
    }
    show(end);
    return shown;
  }

  private async personalIn(text: string): Promise<readonly PersonalDataSpan[]> {
    return this.asked.policy.redact.size === 0 ? [] : this.filter.personalIn(text, this.asked.signal);
  }
}

/** An order goes on to the end of its sentence. */
function sentenceEnd(text: string, from: number): number {
  if (/[.!?\n]/u.test(text[from - 1] ?? '')) return from;
  const rest = text.slice(from, from + LONGEST_SENTENCE).search(/[.!?\n]/u);
  return rest < 0 ? from : from + rest;
}

function isOrders(category: SafetyCategory): boolean {
  return category === 'injection' || category === 'prompt_extraction';
}
