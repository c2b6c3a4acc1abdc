import { join } from 'node:path';
import { CommandError, GRACE_OF_STARTERS, run, type CommandOptions } from '../base/command.ts';
import { EXIT } from '../base/failure.ts';
import { ROOT } from '../base/paths.ts';

/** Runs the command line as a user would, that of this repository or of a copy. @returns what it wrote to standard output @throws CommandError where its exit code is not 0 */
export function touchstone(args: readonly string[], { root = ROOT, ...options }: CommandOptions & { root?: string } = {}): Promise<string> {
  return run(process.execPath, [join(root, 'bin', 'touchstone.mjs'), ...args], { grace: GRACE_OF_STARTERS, ...options });
}

/** How a run of the command line ended. */
export interface Ended {
  readonly code: number;
  /** Both outputs, or standard output alone where it ended well. */
  readonly words: string;
}

/** Runs the command line as a user would, whichever way it ends. */
export async function howTouchstoneEnds(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  try {
    return { code: EXIT.passed, words: await touchstone(args, options) };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { code: error.end.exitCode ?? NaN, words: error.output.join('\n') };
  }
}
