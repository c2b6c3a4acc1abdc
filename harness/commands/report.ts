import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { UsageError } from '../base/failure.ts';
import { closingLine, resultsSchema } from '../model/results.ts';
import type { OptionsFor } from '../options/commands.ts';
import { terminalReport } from '../reporters/terminal.ts';

/** `touchstone report`: prints the verdict of a run again, and ends with its exit code. @throws UsageError when there is no report of that run */
export async function printReport(
  { results: folder }: OptionsFor<'report'>,
  _signal: AbortSignal,
  [run = 'latest']: readonly string[],
): Promise<number> {
  const path = join(folder, run);
  const file = join(path, 'results.json');
  if (!existsSync(file)) throw new UsageError(`there is no run "${run}" in ${folder}`);
  const results = readResults(await readFile(file, 'utf8'));
  if (!results) throw new UsageError(`${file} is no report of a run: it is damaged, or of another version`);
  process.stdout.write(`${terminalReport(results, await realpath(path))}\n${closingLine(results.counts)}\n`);
  return results.exitCode;
}

/** What is printed of results.json: no more has to be there, in a report of an older or a newer version. */
const printedSchema = resultsSchema.pick({
  schema: true,
  exitCode: true,
  because: true,
  counts: true,
  flaky: true,
  failure: true,
  tests: true,
  edges: true,
  doors: true,
  cleanup: true,
});

function readResults(text: string): z.infer<typeof printedSchema> | undefined {
  try {
    return printedSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
