import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { Command, Option } from 'commander';
import { row, writeTable } from '../docs/write-table.ts';
import { DISK_TOOLS_IMAGE, REPOSITORY, suiteNames, kindPlace, type Results } from '../harness/index.ts';
import { measureDisks } from './disks.ts';
import { compareEngines, type EngineSeconds } from './engines.ts';
import { withMemoryPeaks, type MemoryPeaks } from './memory.ts';
import { comparePrestoWays } from './presto-ways.ts';
import { measureReadiness } from './readiness.ts';
import { repeatSuites } from './repeats.ts';
import { measureEditedRun, measureRun, ownSeconds, phaseSeconds, secondsToReady, takeDown, type MeasuredRun } from './runs.ts';

/** A line of the page: what was measured, the target, the figure. */
type Figure = readonly [what: string, target: string, measured: string];

const { only, cold, rounds } = new Command()
  .addOption(
    new Option('--only <figure>', 'measure one').choices([
      'runs',
      'warehousing',
      'readiness',
      'engines',
      'presto-client',
      'disks',
      'repeats',
    ]),
  )
  .option('--cold <results.json>', 'the results of a run that began with nothing')
  .option('--rounds <number>', 'how often what varies is measured', Number, 20)
  .parse()
  .opts<{ only?: string; cold?: string; rounds: number }>();

const rows: string[] = [];
for await (const figure of measured()) {
  const line = row(figure);
  rows.push(line);
  process.stdout.write(`${line}\n`);
}
if (only === undefined) await writeTable('benchmarks.md', ['figure', 'target', 'measured'], rows, `Measured on ${machine()}.`);

/** The figures that were asked for, each as soon as it is there. */
async function* measured(): AsyncGenerator<Figure> {
  if (cold !== undefined) yield coldFigure(JSON.parse(readFileSync(cold, 'utf8')) as Results);
  if (only === undefined || only === 'runs') yield* runFigures();
  if (only === 'warehousing') yield* warehousingFigures();
  if (only === undefined || only === 'readiness') yield* await readinessFigures();
  if (only === undefined || only === 'engines') yield await engineFigure();
  if (only === undefined || only === 'presto-client') yield* await prestoClientFigures();
  if (only === 'disks') yield* await diskFigures();
  if (only === 'repeats') yield* await repeatFigures(); // hours
}

/** The figures of whole runs: of everything from no cluster, of each other suite on what stands then, and of the warehousing suite. */
async function* runFigures(): AsyncGenerator<Figure> {
  await takeDown();
  const { namespace } = kindPlace();
  const { result: everything, peaks } = await withMemoryPeaks(namespace, () => measureRun());
  yield* everythingFigures(everything);
  yield memoryFigure(peaks);
  for (const suite of suiteNames(REPOSITORY).filter((name) => !['harness', 'warehousing'].includes(name))) {
    yield [`suite ${suite}, stack up, to the verdict`, '', describeVerdict(await measureRun('--suite', suite))];
  }
  yield* warehousingFigures();
}

function everythingFigures({ results, seconds }: MeasuredRun): Figure[] {
  return [
    ['every system Ready, images there, no cluster', '240 s', `${secondsToReady(results).toFixed(1)} s`],
    ['of these, until HBase on HDFS and ZooKeeper was', '107 s', `${secondsToReady(results, 'hbase').toFixed(1)} s`],
    ['everything, images there, no cluster, to the verdict', '15 min', `${(seconds / 60).toFixed(1)} min, ${results.counts.passed} tests`],
  ];
}

/** The figures of the warehousing suite, and of those of its tests that need neither Spark nor HBase. */
async function* warehousingFigures(): AsyncGenerator<Figure> {
  yield* await loopFigures('warehousing', ['--suite', 'warehousing']);
  yield* await loopFigures('warehousing without Spark and HBase (`--grep`)', [
    ...['--suite', 'warehousing'],
    ...['--grep', '^(?!one lake|HBase|a region server)'],
  ]);
}

/** The figures of somebody who works on what some tests are about: from nothing but images, on what stands then, and after an edit. */
async function loopFigures(what: string, flags: readonly string[]): Promise<Figure[]> {
  await takeDown();
  const fromImages = await measureRun(...flags);
  const standing = await measureRun(...flags);
  const edited = await measureEditedRun(...flags);
  const replaced = edited.results.notes.filter((note) => note.includes('is replaced')).join('; ');
  const own = ownSeconds(fromImages);
  const memory = Math.max(...[fromImages, standing, edited].map(({ results }) => results.harnessMemory));
  return [
    [
      `${what}, images there, no cluster, to the verdict`,
      '120 s',
      `${fromImages.seconds.toFixed(1)} s (${describePhases(fromImages.results)})`,
    ],
    ['the harness’s own share of that', '10 %', `${own.toFixed(1)} s, ${((100 * own) / fromImages.seconds).toFixed(1)} %`],
    [`${what}, stack up, to the verdict`, '60 s', describeVerdict(standing)],
    [`a Presto setting changed, to the verdict of ${what}`, '75 s', `${edited.seconds.toFixed(1)} s (${replaced.split(':')[0] ?? ''})`],
    ['the harness’s memory at its highest', '250 MB', `${memory} MiB`],
  ];
}

function memoryFigure({ node, workloads }: MemoryPeaks): Figure {
  const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;
  const each = [...workloads].sort(([, a], [, b]) => b - a).map(([workload, bytes]) => `${workload} ${mebibytes(bytes)}`);
  return ['memory at its highest while all suites ran', '12 GiB', `node ${mebibytes(node)}: ${each.join(', ')}`];
}

async function readinessFigures(): Promise<Figure[]> {
  const gateway = (await measureRun('--suite', 'warehousing', '--grep', 'holds every row|every table')).results.images.find(
    ({ name }) => name === 'gateway',
  );
  const samples = await measureReadiness(rounds, gateway?.reference ?? '');
  const percentile = (waiter: keyof (typeof samples)[number], share: number): number => {
    const sorted = samples.map((sample) => sample[waiter]).sort((a, b) => a - b);
    return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  };
  const figure = (name: string, waiter: keyof (typeof samples)[number], target: string): Figure => [
    `from the Ready event to ${name} knowing, ${rounds} rounds`,
    target,
    `p50 ${percentile(waiter, 0.5)} ms, p95 ${percentile(waiter, 0.95)} ms`,
  ];
  return [
    figure('the harness', 'harness', 'p95 100 ms'),
    figure('`kubectl wait`', 'kubectl', ''),
    figure('`helm install --wait`', 'helm', ''),
  ];
}

async function engineFigure(): Promise<Figure> {
  await measureRun('--suite', 'warehousing', '--grep', 'Spark answers TPC-H query 6'); // which stands both engines up
  const seconds = await compareEngines();
  const each = seconds.map(({ presto, spark }, index) => `Q${index + 1} ${presto.toFixed(1)} / ${spark.toFixed(1)} s`);
  const sum = (engine: keyof EngineSeconds): string => seconds.reduce((total, one) => total + one[engine], 0).toFixed(0);
  const what = 'TPC-H at scale factor 1 from the same PARQUET objects, Presto / Spark (two executors of a core)';
  return [what, '', `${sum('presto')} / ${sum('spark')} s: ${each.join(', ')}`];
}

/** Of the overlay that has volumes of two kinds; a stack with volumes of another is no place for it. */
async function diskFigures(): Promise<Figure[]> {
  await takeDown();
  const { results } = await measureRun('--suite', 'storage', '--overlay', 'storage-local', '--grep', '^zookeeper→volume: each pod');
  const image = results.images.find(({ name }) => name === DISK_TOOLS_IMAGE);
  return (await measureDisks(image?.reference ?? '')).map(({ disk, syncs, throughput }) => [
    `disks by fio: ${disk}`,
    '',
    `${syncs.toFixed(0)} writes of 4 KiB a second, each synced; ${(throughput / 2 ** 20).toFixed(0)} MiB/s of a stream`,
  ]);
}

async function prestoClientFigures(): Promise<Figure[]> {
  await measureRun('--suite', 'warehousing', '--grep', 'holds every row'); // which stands Presto up
  return (await comparePrestoWays(rounds)).map(({ question, byClient, byHand }) => [
    `presto-client against nextUri by hand: ${question}, ${rounds} rounds`,
    'at most 5 % more',
    `p50 ${byClient.toFixed(0)} / ${byHand.toFixed(0)} ms, ${(100 * (byClient / byHand - 1)).toFixed(1)} % more`,
  ]);
}

async function repeatFigures(): Promise<Figure[]> {
  return (await repeatSuites(rounds)).map(({ suite, passed, failures }) => [
    `suite ${suite}, ${rounds} runs in a row, in changing order`,
    'all pass',
    [`${passed} passed`, ...failures].join('; '),
  ]);
}

function coldFigure(results: Results): Figure {
  const seconds = (results.run.endedAt - results.run.startedAt) / 1000;
  return ['nothing but Node.js, to the verdict', '45 min', `${(seconds / 60).toFixed(1)} min (${describePhases(results)})`];
}

function describeVerdict({ seconds, results }: MeasuredRun): string {
  return `${seconds.toFixed(1)} s, ${results.counts.passed} tests`;
}

function describePhases(results: Results): string {
  return Object.entries(phaseSeconds(results))
    .map(([phase, seconds]) => `${phase} ${seconds.toFixed(0)} s`)
    .join(', ');
}

/** What the figures were measured on, and when. */
function machine(): string {
  return `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
}
