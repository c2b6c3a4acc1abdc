import { readFile } from 'node:fs/promises';
import { EXIT, UsageError } from '../base/failure.ts';
import { blocksOf, type Block } from '../doctest/document.ts';
import { runBlocks, type Failure } from '../doctest/doctest.ts';
import { Shell } from '../doctest/shell.ts';
import type { OptionsFor } from '../options/commands.ts';

/**
 * `touchstone doctest`: runs the commands of a Markdown document in one shell, here, and holds their outputs against those that it shows.
 * @throws UsageError for a document that is not there, or is not as docs/doctest.md has it
 */
export async function testDocument(
  { timeout }: OptionsFor<'doctest'>,
  signal: AbortSignal,
  [document = '']: readonly string[],
): Promise<number> {
  const markdown = await readFile(document, 'utf8').catch(() => {
    throw new UsageError(`there is no document ${document}`);
  });
  const blocks = blocksOf(markdown, document);
  if (blocks.length === 0) throw new UsageError(`${document} has no block of commands: none is fenced as sh`);
  const shell = await Shell.start(process.cwd());
  const passed = ({ line, commands }: Block): void => say(`✓ ${document}:${line} ${commands[0]?.text.split('\n')[0]?.trim() ?? ''}`);
  try {
    const failure = await runBlocks(blocks, { shell, timeout: timeout * 1000, signal, passed });
    if (failure) return tellFailure(document, failure);
  } finally {
    await shell.end();
  }
  for (const { line, skipped } of blocks) if (skipped !== undefined) say(`- ${document}:${line} not run: ${skipped}`);
  return EXIT.passed;
}

function tellFailure(document: string, { command, what, evidence }: Failure): number {
  const [first = '', ...more] = command.text.trimEnd().split('\n');
  const lines = [`${document}:${command.line}: ${first}${more.length > 0 ? ' …' : ''}: ${what}`, ...evidence.map((line) => `  | ${line}`)];
  process.stderr.write(`${lines.join('\n')}\n`);
  return EXIT.testFailed;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
