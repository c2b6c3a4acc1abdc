import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, UsageError } from '../base/failure.ts';
import { readPastRun, type PastRun } from '../history/past-run.ts';
import type { OptionsFor } from '../options/commands.ts';
import { historyReport } from '../history/report.ts';

/** `touchstone history`: what became of each edge, test and system in the newest runs that had a verdict. @throws UsageError where there is none */
export async function printHistory({ results: folder, last }: OptionsFor<'history'>): Promise<number> {
  const runs = (await pastRuns(folder)).slice(-last);
  if (runs.length === 0) throw new UsageError(`there is no run in ${folder} that had a verdict`);
  process.stdout.write(`${historyReport(runs)}\n`);
  return EXIT.passed;
}

/** All runs that passed or failed, the oldest first. */
async function pastRuns(folder: string): Promise<PastRun[]> {
  const entries = existsSync(folder) ? await readdir(folder, { withFileTypes: true }) : [];
  // The link to the newest is no run of its own.
  const files = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name, 'results.json'));
  const runs = await Promise.all(files.filter((file) => existsSync(file)).map(async (file) => readPastRun(await readFile(file, 'utf8'))));
  return runs
    .filter((run) => run !== undefined)
    .filter(({ verdict }) => verdict === 'passed' || verdict === 'failed')
    .toSorted((one, other) => one.run.startedAt - other.run.startedAt);
}
