import { createLogUpdate } from 'log-update';
import { SKIPPED, type Step } from '../model/step.ts';
import type { RunEvent } from '../stream/events.ts';
import type { Reporter } from '../stream/reporter.ts';

/** The longest that plain output stays silent while something runs, in milliseconds. */
const HEARTBEAT = 8_000;
const REDRAW = 200;

const MARK = { running: '▸', done: '✓', failed: '✗', skipped: '–' } as const;

/** Shows a run's steps on standard error while they happen: a live region on a terminal, a line an event elsewhere, so that CI logs stay readable. */
export function reporter(): Reporter {
  return process.stderr.isTTY ? live() : plain();
}

/** The steps under way. */
class Running {
  private readonly steps = new Map<number, Step>();

  take(event: RunEvent): void {
    if (event.kind === 'step-began' || event.kind === 'step-told') this.steps.set(event.key, event.step);
    if (event.kind === 'step-ended') this.steps.delete(event.key);
  }

  list(): Step[] {
    return [...this.steps.values()];
  }
}

function live(): Reporter {
  const running = new Running();
  const region = createLogUpdate(process.stderr);
  const draw = (): void => region(running.list().map(line).join('\n'));
  const above = (text: string): void => {
    region.clear();
    process.stderr.write(`${text}\n`);
    draw();
  };
  const timer = setInterval(draw, REDRAW);
  return {
    on: (event) => {
      running.take(event);
      if (event.kind === 'step-ended') above(line(event.step));
      if (event.kind === 'note') above(`  ${event.text}`);
    },
    stop: () => {
      clearInterval(timer);
      region.clear();
    },
  };
}

function plain(): Reporter {
  const running = new Running();
  let lastWritten = Date.now();
  const write = (text: string): void => {
    lastWritten = Date.now();
    process.stderr.write(`${text}\n`);
  };
  const timer = setInterval(() => {
    if (Date.now() - lastWritten >= HEARTBEAT) heartbeat(running.list()).forEach(write);
  }, 500);
  return {
    on: (event) => {
      running.take(event);
      // Tests begin by the dozen and mostly end within seconds, so only their ends are worth a line each.
      if (event.kind === 'step-began' && event.step.phase !== 'tests') write(line(event.step));
      if (event.kind === 'step-ended') write(line(event.step));
      if (event.kind === 'note') write(`  ${event.text}`);
    },
    stop: () => clearInterval(timer),
  };
}

/** What still runs, tests in one line. */
function heartbeat(running: readonly Step[]): string[] {
  const [oldest, ...tests] = running.filter(({ phase }) => phase === 'tests');
  const others = running.filter(({ phase }) => phase !== 'tests').map(line);
  if (!oldest) return others;
  return [...others, tests.length === 0 ? line(oldest) : `${line(oldest)}, and ${tests.length} more`];
}

/** "✓ images   presto  built  31.2 s" */
function line(step: Step): string {
  const seconds = (((step.endedAt ?? Date.now()) - step.startedAt) / 1000).toFixed(1);
  const end = step.detail?.startsWith(SKIPPED) === true ? 'skipped' : step.status;
  return [MARK[end], step.phase.padEnd(8), step.name, step.detail ? `· ${step.detail}` : '', `${seconds} s`].filter(Boolean).join(' ');
}
