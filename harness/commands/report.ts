import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../base/failure.ts';
import { closingLine, type Results } from '../model/results.ts';
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

/** What is printed of results.json; runs of before --repeat have no list of flaky tests. */
const printedSchema = z.looseObject({
  schema: z.literal(1),
  exitCode: z.int(),
  counts: z.object({ passed: z.int(), failed: z.int(), skipped: z.int() }),
  flaky: z.array(z.unknown()).default([]),
  tests: z.array(z.looseObject({ status: z.string() })),
  edges: z.array(z.looseObject({ name: z.string(), status: z.enum(['passed', 'failed', 'blocked', 'skipped', 'untested']) })),
  cleanup: z.looseObject({ status: z.string() }),
});

function readResults(text: string): Results | undefined {
  try {
    return printedSchema.parse(JSON.parse(text)) as unknown as Results;
  } catch {
    return undefined;
  }
}
