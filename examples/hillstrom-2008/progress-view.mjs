import { Steps } from './steps.mjs';
import { bold, cyan, dim, fit, green, isTerminal, plain, red, width, yellow } from './terminal.mjs';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const REDRAW_MS = 100;
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';

/**
 * Shows the steps of a task while it runs: on a terminal one redrawn line per step, else one line per event.
 * @returns {{ event(event: { event: string, data: object }): void, end(task?: object): void }} `end` leaves the last picture and the cursor in place
 */
export function progressView() {
  return isTerminal ? redrawnView() : plainView();
}

function redrawnView() {
  const steps = new Steps();
  const startedAt = Date.now();
  let frame = 0;
  let drawn = 0;
  const draw = (last = false) => {
    const spinner = FRAMES[frame++ % FRAMES.length];
    const lines =
      steps.all.length === 0 ? [`${cyan(spinner)} ${dim('planning')}  ${seconds(Date.now() - startedAt)}`] : table(steps.all, spinner);
    // a block taller than the window cannot be drawn over: its last lines, which are the ones still to run, are kept
    const visible = last ? lines : lines.slice(-Math.max(1, (process.stdout.rows || 24) - 1));
    const up = drawn > 0 ? `\x1b[${drawn}A` : '';
    process.stdout.write(`${HIDE_CURSOR}${up}\r\x1b[0J${visible.join('\n')}\n`);
    drawn = visible.length;
  };
  const restore = () => process.stdout.write(SHOW_CURSOR);
  process.once('exit', restore);
  draw();
  const timer = setInterval(() => draw(), REDRAW_MS);
  return {
    event(event) {
      steps.apply(event, Date.now());
      draw();
    },
    end(task) {
      clearInterval(timer);
      steps.settle(task?.steps);
      draw(true);
      process.removeListener('exit', restore);
      restore();
    },
  };
}

function table(steps, spinner) {
  const agentWidth = Math.max(...steps.map(({ agent }) => plain(agent).length));
  const titles = new Map(steps.map(({ id, agent }) => [id, plain(agent)]));
  return steps.map((step) => {
    const took = timeOf(step);
    const cost = step.cost === undefined || step.cost === null ? '' : money(step.cost);
    const room = width() - 2 - agentWidth - 2 - 2 - 7 - 2 - 9;
    const text = fit(saying(step, titles), room).padEnd(room);
    const agent = plain(step.agent).padEnd(agentWidth);
    return `${glyph(step, spinner)} ${step.state === 'waiting' ? dim(agent) : bold(agent)}  ${step.state === 'running' ? text : dim(text)}  ${took.padStart(7)}  ${dim(cost.padStart(9))}`;
  });
}

function glyph({ state }, spinner) {
  switch (state) {
    case 'completed':
      return green('✓');
    case 'failed':
      return red('✗');
    case 'retrying':
      return yellow('↻');
    case 'running':
      return cyan(spinner);
    default:
      return dim('·');
  }
}

function saying({ state, task, note, after }, titles) {
  if (note && state !== 'running') return plain(note);
  if (state !== 'waiting' || after.length === 0) return plain(task);
  return `${plain(task)} (after ${after.map((id) => titles.get(id) ?? id).join(', ')})`;
}

function timeOf({ state, startedAt, tookMs }) {
  if (tookMs !== undefined) return seconds(tookMs);
  return startedAt === undefined || state === 'waiting' ? '' : seconds(Date.now() - startedAt);
}

function plainView() {
  const steps = new Steps();
  const startedAt = Date.now();
  const print = (text) => console.log(`[${seconds(Date.now() - startedAt).padStart(7)}] ${text}`);
  return {
    event(event) {
      const step = steps.apply(event, Date.now());
      if (event.event === 'task.planned') print(`planned: ${steps.all.map(({ agent }) => plain(agent)).join(', ')}`);
      else if (step) print(plainLine(step));
      else print(plain(event.event));
    },
    end() {},
  };
}

function plainLine({ agent, state, task, note, tookMs, cost }) {
  switch (state) {
    case 'completed':
      return `✓ ${plain(agent)}: ${plain(note || 'done')} (${seconds(tookMs)}${cost === undefined || cost === null ? '' : `, ${money(cost)}`})`;
    case 'failed':
      return `✗ ${plain(agent)} failed: ${plain(note)}`;
    case 'retrying':
      return `↻ ${plain(agent)} is tried again: ${plain(note)}`;
    default:
      return `› ${plain(agent)} started: ${plain(task)}`;
  }
}

/** Milliseconds as seconds with one decimal. */
export function seconds(milliseconds) {
  return `${(Number(milliseconds) / 1000).toFixed(1)} s`;
}

/** US dollars with the six places the service counts in; zero is short. */
export function money(usd) {
  return Number(usd) === 0 ? '$0' : `$${Number(usd).toFixed(6)}`;
}
