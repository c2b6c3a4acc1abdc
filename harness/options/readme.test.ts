import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { ROOT } from '../base/paths.ts';
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
  const style = { ...(await resolveConfig(README)), parser: 'markdown' };
  await expect(await format(written, style)).toMatchFileSnapshot(README); // written anew by: npx vitest -u --project harness harness/options
});
