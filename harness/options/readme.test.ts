import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../base/paths.ts';
import { formatted } from '../testing/formatted.ts';
import { COMMANDS } from './commands.ts';
import type { Declared } from './option.ts';

const README = join(ROOT, 'README.md');

/** The table stands between these, in README. */
const [BEGIN, END] = ['<!-- flags: written from harness/options -->', '<!-- /flags -->'];

/** A row an option: its flag, what it means, and the commands that take it. */
function table(): string {
  const takers = new Map<Declared, string[]>();
  for (const [command, list] of Object.entries(COMMANDS) as [string, readonly Declared[]][])
    for (const declared of list) takers.set(declared, [...(takers.get(declared) ?? []), command]);
  const rows = [...takers].map(
    ([{ option, manual }, commands]) => `| \`${option.flags}\` | ${manual ?? option.description} | ${commands.join(', ')} |`,
  );
  return ['| flag | meaning | taken by |', '| --- | --- | --- |', ...rows].join('\n');
}

test('README’s table of flags says what the options say of themselves', async () => {
  const [before, , after] = readFileSync(README, 'utf8').split(new RegExp(`(?<=${BEGIN})([^]*)(?=${END})`));
  const written = `${before ?? ''}\n\n${table()}\n\n${after ?? ''}`;
  await expect(await formatted(written, README)).toMatchFileSnapshot(README); // vitest -u writes it
});
