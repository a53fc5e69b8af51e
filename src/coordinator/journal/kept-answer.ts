import type { GenerateAnswer } from '../../models';

/** An answer as it is kept: why its model was chosen is written down, since the request it follows from will be gone. */
type KeptAnswer = Omit<GenerateAnswer, 'decision'> & { decision: ReturnType<GenerateAnswer['decision']> };

/** The JSON text of a whole answer, with what it cost. */
export function writeAnswer({ decision, ...answer }: GenerateAnswer): string {
  return JSON.stringify({ ...answer, decision: decision() } satisfies KeptAnswer);
}

/** The whole answer again, as it was when it was kept. */
export function readAnswer(text: string): GenerateAnswer {
  const { decision, ...answer } = JSON.parse(text) as KeptAnswer;
  return { ...answer, decision: () => decision };
}
