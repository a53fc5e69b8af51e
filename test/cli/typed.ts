import { runCli } from '../../src/cli/cli';

/** What a command printed, and its exit code. */
export interface Printed {
  code: number;
  out: string;
  err: string;
}

/** Runs `ai-mesh` as it was typed, with these variables and no others. */
export async function typed(words: string[], environment: NodeJS.ProcessEnv = {}, signal = new AbortController().signal): Promise<Printed> {
  const printed = { out: '', err: '' };
  const io = {
    environment,
    signal,
    out: (text: string) => void (printed.out += text),
    err: (text: string) => void (printed.err += text),
  };
  return { code: await runCli(words, io), ...printed };
}
