import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { junitOf } from './junit.ts';
import type { Redactor } from '../stream/redact.ts';
import type { Results } from '../model/results.ts';
import { summaryOf } from './summary.ts';

/** Writes a run's reports into its folder, with secrets taken out, and points `latest` beside it at that folder. */
export async function writeReports(results: Results, folder: string, redactor: Redactor): Promise<void> {
  await mkdir(folder, { recursive: true });
  const reports = {
    'results.json': `${JSON.stringify(results, undefined, 2)}\n`,
    'junit.xml': junitOf(results),
    'summary.md': summaryOf(results),
  };
  await Promise.all(Object.entries(reports).map(([name, text]) => writeFile(join(folder, name), redactor.apply(text))));
  const latest = join(folder, '..', 'latest');
  await rm(`${latest}.new`, { force: true });
  await symlink(basename(folder), `${latest}.new`);
  await rename(`${latest}.new`, latest);
}
