import type { Placeholders } from '../../../text';
import type { GenerateAnswer, GenerateEvent, GenerateRequest, GenerateScope } from '../../generate';
import type { ToolCall } from '../../model-provider';
import type { ContentSafetyFilter } from '../content-safety-filter';
import type { ScreenedCall } from '../content-screen';
import type { SafetyPolicy } from '../policy/safety-policy';
import { withoutFoundMarkup } from './active-markup';
import { withoutFoundLinks, type PromptWords } from './links';
import { mapStrings } from './map-strings';
import { SaidText } from './said-text';
import { ShownPieces } from './shown-pieces';
import { leaked, unsafe } from './unsafe';

/** Characters of the mark of a fence, of which the first may have come in the piece before. */
const MARK_CHARS = 16;

/** What an answer is looked at with. */
export interface Screened {
  scope: GenerateScope;
  policy: SafetyPolicy;
  request: GenerateRequest;
  placeholders: Placeholders;
  /** The mark of the fences in the prompt: nobody but the model knows it, so an answer with it has leaked its prompt. */
  mark: string | undefined;
  /** Whether data in the prompt read like instructions. */
  isTainted: boolean;
  /** The words of the prompt as it was sent. */
  words: PromptWords;
  signal: AbortSignal;
}

/** Looks at an answer before it is shown, and puts the values back for which placeholders stood in the prompt. */
export class AnswerScreen implements ScreenedCall {
  readonly request: GenerateRequest;

  constructor(
    private readonly filter: ContentSafetyFilter,
    private readonly screened: Screened,
  ) {
    this.request = screened.request;
  }

  async answer(answer: GenerateAnswer): Promise<GenerateAnswer> {
    this.assertKept(answer.text, ...(answer.toolCalls ?? []).map((call) => call.arguments));
    await this.assertSafe(answer.text);
    return this.shown(answer);
  }

  async *events(events: AsyncGenerator<GenerateEvent>): AsyncGenerator<GenerateEvent> {
    const pieces = new ShownPieces(this.screened.placeholders, this.screened.words.data === '' ? undefined : (text) => this.cleaned(text));
    const said = new SaidText((text) => this.assertSafe(text));
    // Who answers is told together with the first thing that may be shown: until then a refusal can be an ordinary one.
    let answering: GenerateEvent | undefined;
    for await (const event of events) {
      if (event.type === 'answering') answering = event;
      else
        for (const shown of await this.shownOf(event, said, pieces)) {
          if (answering !== undefined) yield answering;
          answering = undefined;
          yield shown;
        }
    }
  }

  private async shownOf(event: GenerateEvent, said: SaidText, pieces: ShownPieces): Promise<GenerateEvent[]> {
    if (event.type === 'delta') {
      await said.add(event.text);
      this.assertKept(said.end(event.text.length + MARK_CHARS));
      const text = pieces.push(event.text);
      return text === '' ? [] : [{ type: 'delta', text }];
    }
    // Arguments may hold an address or a placeholder in two pieces: they are told whole, in the end.
    if (event.type === 'tool_call') return pieces.changes ? [] : [event];
    if (event.type !== 'done') return [event];
    const answer = await this.answer(event.answer);
    const rest = pieces.end();
    const calls = pieces.changes ? (answer.toolCalls ?? []) : [];
    return [
      ...(rest === '' ? [] : [{ type: 'delta' as const, text: rest }]),
      ...calls.map((call, index) => ({ type: 'tool_call' as const, index, ...call })),
      { type: 'done', answer },
    ];
  }

  private assertKept(...texts: string[]): void {
    const { mark } = this.screened;
    if (mark !== undefined && texts.some((text) => text.includes(mark))) throw leaked();
  }

  private async assertSafe(text: string): Promise<void> {
    const { scope, policy, signal } = this.screened;
    const mode = policy.surfaces.answers;
    if (mode === 'off' || text.trim() === '') return;
    const { blocked } = await this.filter.check(scope, text, 'answers', signal);
    // An answer that speaks of injections is no attack: nobody obeys it.
    const refused = blocked.filter((category) => category !== 'injection' && category !== 'prompt_extraction');
    if (mode === 'enforce' && refused.length > 0) throw unsafe('answer', refused);
  }

  private cleaned(text: string): string {
    const { words, isTainted } = this.screened;
    return words.data === '' ? text : withoutFoundMarkup(withoutFoundLinks(text, words, !isTainted), words.data, isTainted);
  }

  private shown(given: GenerateAnswer): GenerateAnswer {
    const { placeholders, isTainted, words } = this.screened;
    const answer = isTainted ? { ...given, tainted: true as const } : given;
    if (placeholders.isEmpty && words.data === '') return answer;
    // Links and markup first: nothing is put back into what data has made.
    const show = (text: string) => placeholders.show(this.cleaned(text));
    const toolCalls = answer.toolCalls?.map((call): ToolCall => ({ ...call, arguments: shownJson(call.arguments, show) }));
    const told = toolCalls === undefined ? answer : { ...answer, toolCalls };
    if (answer.json === undefined) return { ...told, text: show(answer.text) };
    const json = mapStrings(answer.json, show);
    return { ...told, json, text: JSON.stringify(json) };
  }
}

/** JSON text with its strings shown: values may hold characters that JSON escapes. */
function shownJson(text: string, show: (text: string) => string): string {
  try {
    return JSON.stringify(mapStrings(JSON.parse(text), show));
  } catch {
    return show(text); // cut off, or no JSON at all
  }
}
