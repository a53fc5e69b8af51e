// All of it goes to stderr: stdout belongs to the program that is being started.
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const REDRAW_MS = 100;
const PLAIN_LINE_MS = 10_000;

/** Says one thing about the start-up. */
export function say(text) {
  process.stderr.write(`· ${text}\n`);
}

/**
 * Shows that something long is under way: a redrawn line with a spinner on a terminal, else a line now and every ten seconds.
 * @param {string} label what is being done
 * @param {() => string} detail how far it is, asked at each redraw
 * @returns {{ done(text: string): void, failed(): void }} end it with one of them, or the process stays alive
 */
export function startProgress(label, detail = () => '') {
  const startedAt = Date.now();
  const terminal = process.stderr.isTTY && process.env.TERM !== 'dumb';
  const elapsed = () => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  const line = () => [label, detail(), elapsed()].filter(Boolean).join('  ');
  let frame = 0;
  const draw = () => {
    const width = Math.max(20, (process.stderr.columns || 80) - 1);
    process.stderr.write(`\r\x1b[2K${`${FRAMES[frame++ % FRAMES.length]} ${line()}`.slice(0, width)}`);
  };
  if (terminal) draw();
  else say(`${label} …`);
  const timer = setInterval(terminal ? draw : () => say(line()), terminal ? REDRAW_MS : PLAIN_LINE_MS);
  const end = () => {
    clearInterval(timer);
    if (terminal) process.stderr.write('\r\x1b[2K');
  };
  return {
    done(text) {
      end();
      say(`${text} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
    },
    failed: end,
  };
}
