import { withDeadline } from '../base/deadline.ts';
import type { Command } from './commands.ts';
import { difference } from './difference.ts';
import type { Block } from './document.ts';
import type { Outcome, Shell } from './shell.ts';

/** What a document says and its commands do not do. */
export interface Failure {
  readonly command: Command;
  /** What was expected, and what came, in words. */
  readonly what: string;
  /** What shows it: both outputs. */
  readonly evidence: readonly string[];
}

/** What a command wrote to standard output. */
interface Written {
  readonly command: Command;
  readonly lines: readonly string[];
}

interface Circumstances {
  readonly shell: Pick<Shell, 'run'>;
  /** Milliseconds that each block has. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Told of each block that was run as the document says. */
  readonly passed: (block: Block) => void;
}

/** Runs the blocks of a document, in order, until one does not do what the document says. @returns what that is @throws the signal's reason when it is aborted */
export async function runBlocks(blocks: readonly Block[], { shell, timeout, signal, passed }: Circumstances): Promise<Failure | undefined> {
  for (const block of blocks.filter(({ skipped }) => skipped === undefined)) {
    const failure = await runBlock(block, shell, { timeout, signal });
    if (failure) return failure;
    passed(block);
  }
  return undefined;
}

async function runBlock(
  { commands, shown }: Block,
  shell: Circumstances['shell'],
  { timeout, signal }: Pick<Circumstances, 'timeout' | 'signal'>,
): Promise<Failure | undefined> {
  let [last] = commands;
  const written: Written[] = [];
  try {
    return await withDeadline(signal, timeout, async (stop) => {
      for (const command of commands) {
        last = command;
        const outcome = await shell.run(command.text, stop);
        if (outcome.end) return failed(command, outcome.end, outcome);
        written.push({ command, lines: linesOf(outcome.output) });
      }
      return shown === undefined ? undefined : differing(written, shown);
    });
  } catch (error) {
    if (signal.aborted || !last || !(error instanceof DOMException)) throw error;
    return { command: last, what: `expected an end within ${timeout / 1000} s, got none`, evidence: written.flatMap(({ lines }) => lines) };
  }
}

function failed(command: Command, { exitCode }: NonNullable<Outcome['end']>, { output, errors }: Outcome): Failure {
  const what =
    exitCode === 0 ? 'expected the shell to go on, got its end' : `expected exit code 0, got ${exitCode ?? 'an end by a signal'}`;
  return { command, what, evidence: [...linesOf(output), ...errors].slice(-12) };
}

function differing(written: readonly Written[], shown: string): Failure | undefined {
  const actual = written.flatMap(({ command, lines }) => lines.map((line) => ({ command, line })));
  const lines = actual.map(({ line }) => line);
  const found = difference(shown, lines.join('\n'));
  const command = (actual[found?.agreed ?? 0] ?? written.at(-1))?.command;
  if (!found || !command) return undefined;
  const inWords = (line: string | undefined): string => (line === undefined ? 'the end of the output' : `“${line}”`);
  return {
    command,
    what: `expected ${inWords(found.shown)}, got ${inWords(found.actual)}`,
    evidence: ['the document shows:', ...shown.split('\n'), 'and the output is:', ...lines],
  };
}

/** The lines of an output, the last of which may have no end. */
function linesOf(output: string): string[] {
  return output === '' ? [] : output.replace(/\n$/, '').split('\n');
}
