import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import type { TestRecord } from '../model/record.ts';
import type { Results } from '../model/results.ts';

// A bundle is a Sonobuoy result folder too, so that `sonobuoy results` reads it: github.com/vmware-tanzu/sonobuoy, snapshot.md and pkg/client/results.

/** What the plugin is called: docs/in-cluster/sonobuoy-plugin.yaml says the same. */
const PLUGIN = 'touchstone';

/** The release whose layout this is; Sonobuoy tells layouts apart by it. */
const LAYOUT = 'v0.57.3';

/** One node of the tree that Sonobuoy makes of a plugin's results. */
interface Item {
  readonly name: string;
  readonly status: string;
  readonly meta?: Readonly<Record<string, string>>;
  readonly items?: readonly Item[];
}

/** The files that make a folder one of Sonobuoy's, by path. @param junit the results as JUnit has them @param log what the run did */
export function sonobuoyFiles(results: Results, { junit, log }: { readonly junit: string; readonly log: string }): Record<string, string> {
  return {
    'meta/config.json': json({ Description: 'Touchstone', UUID: uuidOf(results.run.id), Version: LAYOUT }),
    'meta/info.json': json({ plugins: [PLUGIN] }),
    [`plugins/${PLUGIN}/results/global/e2e.log`]: log,
    [`plugins/${PLUGIN}/results/global/junit_01.xml`]: junit,
    [`plugins/${PLUGIN}/sonobuoy_results.yaml`]: stringify(treeOf(results), { lineWidth: 0 }),
  };
}

function treeOf({ tests, verdict }: Results): Item {
  const status = verdict === 'passed' ? 'passed' : 'failed';
  const suites = [...new Set(tests.map(({ suite }) => suite))].map((suite): Item => {
    const ofSuite = tests.filter((test) => test.suite === suite);
    return { name: suite, status: statusOf(ofSuite), items: ofSuite.map(({ name, status: ended }) => ({ name, status: ended })) };
  });
  const file = { name: 'junit_01.xml', status, meta: { file: 'results/global/junit_01.xml', type: 'file' }, items: suites };
  return { name: PLUGIN, status, meta: { type: 'summary' }, items: [file] };
}

function statusOf(tests: readonly TestRecord[]): string {
  return tests.some(({ status }) => status === 'failed') ? 'failed' : 'passed';
}

/** Sonobuoy wants a UUID of each run; the same run has the same one. */
function uuidOf(run: string): string {
  const digits = createHash('sha256').update(run).digest('hex');
  return [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, `8${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
