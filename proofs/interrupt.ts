import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { Command } from 'commander';
import { row, writeTable } from '../docs/write-table.ts';
import {
  CACHE,
  EXIT,
  MARKER,
  ROOT,
  VOLUME,
  connectTo,
  ifThere,
  nodeContainers,
  run,
  runUnderWay,
  touchstone,
  kindPlace,
  type Results,
} from '../harness/index.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
type Signal = (typeof SIGNALS)[number];

/** How long a run that is told to stop may take, in milliseconds. */
const PATIENCE = 10_000;
/** The smallest stack that has a test with data in it. */
const RUN = ['test', '--suite', 'spark-s3a', '--grep', 'a program with a wrong key'];

/** A moment of a run: when its progress first has such a line. */
interface Moment {
  readonly name: string;
  readonly line: RegExp;
  /** Takes away what would let the run pass by the moment. */
  readonly prepare?: () => Promise<unknown>;
}

const MOMENTS: readonly Moment[] = [
  { name: 'a tool is fetched', line: /^▸ host +get kubectl/, prepare: forgetTools },
  { name: 'an image is built', line: /^▸ images +build gateway/, prepare: forgetImage },
  { name: 'images are unpacked', line: /^▸ images +unpack/, prepare: forgetStore },
  { name: 'kind makes the cluster', line: /^▸ target +create/ },
  { name: 'nodes become ready', line: /^▸ target +nodes ready/ },
  { name: 'charts are installed', line: /^▸ install +spark/ },
  { name: 'systems boot', line: /^▸ ready +spark/ },
  { name: 'tests run', line: /^▸ tests/ },
];

const { only } = new Command().option('--only <pattern>', 'only stops whose moment and signal match').parse().opts<{ only?: string }>();
const chosen = new RegExp(only ?? '');
const stops = MOMENTS.flatMap((moment) => SIGNALS.map((signal) => ({ moment, signal }))).filter(({ moment, signal }) =>
  chosen.test(`${moment.name} ${signal}`),
);
if (stops.length === 0) throw new Error(`no stop's words match --only "${only ?? ''}"`);
const outcomes: string[][] = [];
for (const { moment, signal } of stops) {
  const outcome = await interrupt(moment, signal).catch((error: unknown) => {
    throw new Error(`${signal} while ${moment.name}`, { cause: error });
  });
  outcomes.push(outcome);
  process.stdout.write(`${outcome.join(' · ')}\n`);
}
if (only === undefined)
  await writeTable('interruptions.md', ['stopped while', 'by', 'ended after', 'exit code', 'left', 'next run'], outcomes.map(row));

/** Stops a run at a moment, looks at what it leaves, and runs again. @throws Error when it does not end in time, with the right code, or the next run fails */
async function interrupt({ name, line, prepare }: Moment, signal: Signal): Promise<string[]> {
  await touchstone(['down']);
  await prepare?.();
  const results = await mkdtemp(join(tmpdir(), 'touchstone-interrupted-'));
  try {
    // Not by run(), which ends all that it starts: what one process leaves behind is the question.
    const child = spawn(process.execPath, ['bin/touchstone.mjs', ...RUN, '--results', results], {
      cwd: ROOT,
      detached: true, // a process group of its own, as a terminal gives it
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await reached(child, line);
    const begin = performance.now();
    process.kill(signal === 'SIGINT' ? -(child.pid ?? 0) : (child.pid ?? 0), signal); // a Ctrl-C reaches the whole group
    const [code] = (await once(child, 'exit', { signal: AbortSignal.timeout(PATIENCE) })) as [number | null];
    const seconds = (performance.now() - begin) / 1000;
    const expected = signal === 'SIGKILL' ? null : EXIT.interrupted;
    if (code !== expected) throw new Error(`exit code ${String(code)}, not ${String(expected)}`);
    if (signal !== 'SIGKILL') await checkResults(results);
    const left = await whatStands();
    if (left === 'a half-made cluster' && signal !== 'SIGKILL') throw new Error('a half-made cluster is left');
    await touchstone([...RUN, '--quiet', '--results', results]);
    return [name, signal, `${seconds.toFixed(1)} s`, String(code ?? '-'), left, 'passed'];
  } finally {
    await rm(results, { recursive: true });
  }
}

/** Returns when the progress has the line. @throws Error with the last lines when the run ends before */
function reached(child: ChildProcessByStdio<null, null, Readable>, line: RegExp): Promise<void> {
  return new Promise((resolve, reject) => {
    const lines: string[] = [];
    createInterface(child.stderr).on('line', (text) => {
      lines.push(text);
      if (line.test(text)) resolve();
    });
    child.on('exit', () => reject(new Error(`the run ended before ${String(line)}:\n${lines.slice(-12).join('\n')}`)));
  });
}

/** @throws Error when the results are not there or say anything else than that the run was stopped */
async function checkResults(folder: string): Promise<void> {
  const { verdict } = JSON.parse(await readFile(join(folder, 'latest', 'results.json'), 'utf8')) as Results;
  if (verdict !== 'interrupted') throw new Error(`the results say ${verdict}`);
}

/** A half-made cluster must not stay, unless nobody could remove it. */
async function whatStands(): Promise<string> {
  if ((await nodeContainers()).length === 0) return 'no cluster';
  const { core } = connectTo(kindPlace());
  const marked = await ifThere(core.readNamespacedConfigMap(MARKER)).catch(() => undefined); // its API may not answer yet
  if (!marked) return 'a half-made cluster';
  return (await runUnderWay({ api: connectTo(kindPlace()), namespace: kindPlace().namespace })) === undefined
    ? 'a whole cluster'
    : 'a cluster with a mark';
}

async function forgetTools(): Promise<void> {
  await rm(join(CACHE, 'tools'), { recursive: true, force: true });
}

async function forgetImage(): Promise<void> {
  const images = await run('docker', ['images', '--quiet', '--filter', 'reference=localhost/touchstone/gateway']);
  if (images !== '') await run('docker', ['image', 'rm', '--force', ...images.split('\n')]);
}

async function forgetStore(): Promise<void> {
  await run('docker', ['volume', 'rm', '--force', VOLUME]);
}
