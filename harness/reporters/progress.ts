import { createLogUpdate } from 'log-update';
import type { Step, Timeline } from '../stream/timeline.ts';

/** The longest that plain output stays silent while something runs, in milliseconds. */
const HEARTBEAT = 8_000;
const REDRAW = 200;

const MARK = { running: '▸', done: '✓', failed: '✗' } as const;

/** What shows a run's timeline while it happens; stop() before writing anything else. */
export interface Progress {
  stop(): void;
}

/** Shows the timeline on standard error: a live region on a terminal, a line an event elsewhere, so that CI logs stay readable. */
export function showProgress(timeline: Timeline, quiet: boolean): Progress {
  if (quiet) return { stop: () => undefined };
  return process.stderr.isTTY ? liveProgress(timeline) : plainProgress(timeline);
}

function liveProgress(timeline: Timeline): Progress {
  const region = createLogUpdate(process.stderr);
  const draw = (): void => region(timeline.running().map(line).join('\n'));
  const above = (text: string): void => {
    region.clear();
    process.stderr.write(`${text}\n`);
    draw();
  };
  timeline.on('end', (step) => above(line(step)));
  timeline.on('note', (text) => above(`  ${text}`));
  const timer = setInterval(draw, REDRAW);
  return {
    stop: () => {
      clearInterval(timer);
      region.clear();
    },
  };
}

function plainProgress(timeline: Timeline): Progress {
  let lastWritten = Date.now();
  const write = (text: string): void => {
    lastWritten = Date.now();
    process.stderr.write(`${text}\n`);
  };
  // Tests begin by the dozen and mostly end within seconds, so only their ends are worth a line each.
  timeline.on('begin', (step) => step.phase === 'tests' || write(line(step)));
  timeline.on('end', (step) => write(line(step)));
  timeline.on('note', (text) => write(`  ${text}`));
  const timer = setInterval(() => {
    if (Date.now() - lastWritten >= HEARTBEAT) heartbeat(timeline.running()).forEach(write);
  }, 500);
  return { stop: () => clearInterval(timer) };
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
  return [MARK[step.status], step.phase.padEnd(8), step.name, step.detail ? `· ${step.detail}` : '', `${seconds} s`]
    .filter(Boolean)
    .join(' ');
}
