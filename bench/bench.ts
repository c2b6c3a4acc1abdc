import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { ROOT } from '../harness/paths.ts';
import type { Results } from '../harness/report/results.ts';
import { measureReadiness } from './readiness.ts';
import { measureRun, ownSeconds, phaseSeconds, takeDown, withEditedChart } from './runs.ts';

const ROUNDS = 20;
const PAGE = join(ROOT, 'docs', 'benchmarks.md');

/** A line of the page: what was measured, the target, the figure. */
type Figure = readonly [what: string, target: string, measured: string];

const { only, cold } = new Command()
  .addOption(new Option('--only <figure>', 'measure one').choices(['runs', 'readiness']))
  .option('--cold <results.json>', 'the results of a run that began with nothing')
  .parse()
  .opts<{ only?: string; cold?: string }>();

const figures: Figure[] = [];
if (cold !== undefined) figures.push(coldFigure(JSON.parse(readFileSync(cold, 'utf8')) as Results));
if (only !== 'readiness') figures.push(...(await runFigures()));
if (only !== 'runs') figures.push(...(await readinessFigures()));
const table = figures.map((figure) => `| ${figure.join(' | ')} |`).join('\n');
process.stdout.write(`${table}\n`);
if (only === undefined) await writeFile(PAGE, pageWith(table));

async function runFigures(): Promise<Figure[]> {
  await takeDown();
  const fromImages = await measureRun();
  const standing = await measureRun();
  const edited = await withEditedChart(() => measureRun());
  await measureRun(); // with the chart as it was, so that the stack is left as the tree has it
  const replaced = edited.results.notes.filter((note) => note.includes('is replaced')).join('; ');
  const own = ownSeconds(fromImages);
  return [
    ['images there, no cluster, to the verdict', '120 s', `${fromImages.seconds.toFixed(1)} s (${describePhases(fromImages.results)})`],
    ['stack up, to the verdict', '60 s', `${standing.seconds.toFixed(1)} s (${describePhases(standing.results)})`],
    ['a Presto setting changed, to the verdict', '75 s', `${edited.seconds.toFixed(1)} s (${replaced.split(':')[0] ?? ''})`],
    ['the harness’s own share of the first', '10 %', `${own.toFixed(1)} s, ${((100 * own) / fromImages.seconds).toFixed(1)} %`],
    ['the harness’s memory at its highest', '250 MB', `${Math.max(fromImages.results.harnessMemory, standing.results.harnessMemory)} MiB`],
  ];
}

async function readinessFigures(): Promise<Figure[]> {
  const gateway = (await measureRun('--grep', 'holds every row|every table')).results.images.find(({ name }) => name === 'gateway');
  const samples = await measureReadiness(ROUNDS, gateway?.reference ?? '');
  const percentile = (waiter: keyof (typeof samples)[number], share: number): number => {
    const sorted = samples.map((sample) => sample[waiter]).sort((a, b) => a - b);
    return sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  };
  const row = (name: string, waiter: keyof (typeof samples)[number], target: string): Figure => [
    `from the Ready event to ${name} knowing, ${ROUNDS} rounds`,
    target,
    `p50 ${percentile(waiter, 0.5)} ms, p95 ${percentile(waiter, 0.95)} ms`,
  ];
  return [row('the harness', 'harness', 'p95 100 ms'), row('`kubectl wait`', 'kubectl', ''), row('`helm install --wait`', 'helm', '')];
}

function coldFigure(results: Results): Figure {
  const seconds = (results.run.endedAt - results.run.startedAt) / 1000;
  return ['nothing but Node.js, to the verdict', '45 min', `${(seconds / 60).toFixed(1)} min (${describePhases(results)})`];
}

function describePhases(results: Results): string {
  return Object.entries(phaseSeconds(results))
    .map(([phase, seconds]) => `${phase} ${seconds.toFixed(0)} s`)
    .join(', ');
}

/** The page with another table between its markers. */
function pageWith(rows: string): string {
  const page = readFileSync(PAGE, 'utf8');
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node.js ${process.version}, ${new Date().toISOString().slice(0, 10)}`;
  const [before = '', , after = ''] = page.split(/<!-- (?:begin|end) -->/);
  return `${before}<!-- begin -->\n\nMeasured on ${machine}.\n\n| figure | target | measured |\n| --- | --- | --- |\n${rows}\n\n<!-- end -->${after}`;
}
