import { row, writeTable } from '../../docs/write-table.ts';
import { startEngine, type Engine } from './engine.ts';

// The engines of other releases of Debian, with containerd's image store, in the place of hosts that have them.

/** Releases of Debian, by the age of their engines. */
const RELEASES = ['trixie', 'sid'];
/** Tests of the harness that have an engine import, save and load images. Nothing of the repository may be written there. */
const TESTS = ['run', '--project', 'harness', '--configLoader', 'runner', '--no-cache', 'harness/images/archive/archive.test.ts'];

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
await writeTable('hosts.md', ['engine', 'its image store', 'seen'], rows);

/** @returns what was seen @throws CommandError where the doctor finds something missing, or a test fails */
async function prove({ inIt }: Engine): Promise<string[]> {
  await inIt('node', 'bin/touchstone.mjs', 'doctor');
  const words = await inIt('node', 'node_modules/vitest/vitest.mjs', ...TESTS, '--reporter', 'json');
  const { numPassedTests, numPendingTests } = JSON.parse(words) as { numPassedTests: number; numPendingTests: number };
  if (numPendingTests > 0) throw new Error(`${numPendingTests} tests were skipped`);
  const facts = await inIt('docker', 'info', '--format', '{{.ServerVersion}}\n{{range .DriverStatus}}{{index . 1}} {{end}}');
  return [...facts.split('\n'), `\`doctor\`: nothing is missing; images are saved and loaded: ${numPassedTests} tests passed`];
}
