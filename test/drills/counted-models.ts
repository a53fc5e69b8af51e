import type { ServerResponse } from 'node:http';
import { json, ModelServer } from '../contract/model-server';
import { WIRE_FORMATS } from '../contract/wire-formats';

const { openai } = WIRE_FORMATS;

/** What a model says to each kind of question; the first commentary states a number of its own and is asked for again. */
const ANSWERS: Record<string, object> = {
  answer: { answer: 'It is clear what to do.', key_points: ['Begin with the simpler way.'] },
  commentary: { commentary: 'Sales rose by 47 %.' },
  'commentary again': { commentary: 'The lead is clear.' },
  wording: { summary: 'The work is done.', highlights: ['The lead is clear.'], conflicts_resolution: [] },
};

/** A second answer takes that much longer, so that many a worker dies between the two. */
const SECOND_IS_SLOWER = 4;

interface ChatRequest {
  messages: { content: string }[];
  response_format: { json_schema: { name: string } };
}

/** A moment in which somebody was killed, and from when on it was certain; milliseconds since the epoch. */
export interface Death {
  fromMs: number;
  untilMs: number;
}

/** A provider whose answers take a while, and which writes down which question of which step it has answered, and when. */
export class CountedModels {
  /** Times at which each `part question` was answered, in milliseconds since the epoch. */
  readonly answered = new Map<string, number[]>();
  asked = 0;
  private readonly server = new ModelServer();
  private waiting: { asked: number; tell: () => void }[] = [];

  /** `delayMs` is drawn for every answer. Resolves to the environment of a service that asks here. */
  async start(delayMs: () => number): Promise<NodeJS.ProcessEnv> {
    const url = await this.server.start();
    this.server.behave((response) => {
      const question = questionOf(this.server.received.at(-1)?.body as unknown as ChatRequest);
      this.server.received.length = 0;
      this.asked += 1;
      for (const { tell } of this.waiting.filter(({ asked }) => asked <= this.asked)) tell();
      this.waiting = this.waiting.filter(({ asked }) => asked > this.asked);
      setTimeout(() => this.answer(question, response), delayMs() * (question.endsWith(' again') ? SECOND_IS_SLOWER : 1));
    });
    return { OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${url}/v1`, MESH_CHAIN: 'openai/gpt-4o' };
  }

  stop(): Promise<void> {
    return this.server.stop();
  }

  /** Resolves when as many questions more were asked. */
  after(questions: number): Promise<void> {
    return new Promise((tell) => this.waiting.push({ asked: this.asked + questions, tell }));
  }

  /** Answers for a network that were paid more than once. Those count as lost which came less than `graceMs` before a death. */
  paidTwice(networkId: string, deaths: readonly Death[], graceMs: number): { twice: string[]; lost: number } {
    const twice: string[] = [];
    let lost = 0;
    for (const [question, times] of this.answered) {
      if (!question.startsWith(networkId)) continue;
      for (const atMs of times.slice(0, -1)) {
        const death = deaths.find(({ fromMs, untilMs }) => atMs >= fromMs - graceMs && atMs <= untilMs + graceMs);
        if (death) lost += 1;
        else {
          const after = deaths.map(
            ({ fromMs, untilMs }) => `answered ${times.map((one) => one - fromMs).join(', ')} ms after a death of ${untilMs - fromMs} ms`,
          );
          twice.push(`${question}: ${after.join('; ')}`);
        }
      }
    }
    return { twice, lost };
  }

  private answer(question: string, response: ServerResponse): void {
    if (response.destroyed || response.socket?.destroyed === true) return;
    response.once('finish', () => this.answered.set(question, [...(this.answered.get(question) ?? []), Date.now()]));
    json(200, openai.structured(ANSWERS[question.split(' ').slice(1).join(' ')]))(response);
  }
}

/** `part question`: the part is named in the text of the step, or of the whole task where its results are put into words. */
function questionOf({ messages, response_format }: ChatRequest): string {
  const content = messages.at(-1)?.content ?? '';
  const part = (/^Your step: Work on part (\S+)$/m.exec(content) ?? /^Goal: Diamond (\S+)$/m.exec(content))?.[1] ?? 'none';
  const again = content.includes('Use no digits at all') ? ' again' : '';
  return `${part} ${response_format.json_schema.name}${again}`;
}
