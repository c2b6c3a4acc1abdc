import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../failure.ts';
import { closingLine, type Results } from '../report/results.ts';
import { terminalReport } from '../report/terminal.ts';

/** `touchstone report`: prints the verdict of a run again, and ends with its exit code. */
export async function printReport(folder: string, run: string): Promise<number> {
  const path = join(folder, run);
  if (!existsSync(join(path, 'results.json'))) throw new UsageError(`there is no run "${run}" in ${folder}`);
  const results = JSON.parse(await readFile(join(path, 'results.json'), 'utf8')) as Results;
  process.stdout.write(`${terminalReport(results, await realpath(path))}\n${closingLine(results.counts)}\n`);
  return results.exitCode;
}
