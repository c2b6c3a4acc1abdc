import { row, writeTable } from '../../docs/write-table.ts';
import { startEngine, type Engine } from './engine.ts';
import { imagesOfRun } from './images.ts';

// The engines of other releases of Debian, with containerd's image store, in the place of hosts that have them.

/** Releases of Debian, by the age of their engines. */
const RELEASES = ['trixie', 'sid'];
/** Tests of the harness that have an engine import, save and load images. */
const ARCHIVE = ['run', '--project', 'harness', 'harness/images/archive/archive.test.ts', '--reporter', 'json'];
/** What sends data through on the fewest images. */
const SUITE = 'streaming';
const EDGE = ['--edge', 'kafka->zookeeper'];

const images = await imagesOfRun(SUITE, EDGE);
const rows: string[] = [];
for (const release of RELEASES) {
  const engine = await startEngine(release);
  try {
    const cells = await prove(engine);
    process.stdout.write(`${cells.join(' · ')}\n`);
    rows.push(row(cells));
  } finally {
    await engine.remove();
  }
}
await writeTable('hosts.md', ['engine', 'its image store', 'images are saved and loaded', `suite ${SUITE}, Kafka's part`, 'in'], rows);

/** @returns what was seen @throws CommandError where the doctor finds something missing, or a test fails */
async function prove(engine: Engine): Promise<string[]> {
  await engine.inIt('node', 'bin/touchstone.mjs', 'doctor');
  const facts = await engine.inIt('docker', 'info', '--format', '{{.ServerVersion}}\n{{range .DriverStatus}}{{index . 1}} {{end}}');
  return [...facts.split('\n'), await archived(engine), ...(await suitePasses(engine))];
}

async function archived({ inIt }: Engine): Promise<string> {
  const words = await inIt('node', 'node_modules/vitest/vitest.mjs', ...ARCHIVE);
  const { numPassedTests, numPendingTests } = JSON.parse(words) as { numPassedTests: number; numPendingTests: number };
  if (numPendingTests > 0) throw new Error(`${numPendingTests} tests were skipped`);
  return `${numPassedTests} tests passed`;
}

/** A run on a cluster in that engine, of images that it was given. @returns its closing line, and how long it took with the loading of images */
async function suitePasses({ inIt, take }: Engine): Promise<string[]> {
  const begin = performance.now();
  await take(images);
  const words = await inIt('node', 'bin/touchstone.mjs', 'test', '--suite', SUITE, ...EDGE, '--fresh', '--results', '/tmp/results');
  return [words.trim().split('\n').at(-1) ?? '', `${((performance.now() - begin) / 1000).toFixed(0)} s`];
}
