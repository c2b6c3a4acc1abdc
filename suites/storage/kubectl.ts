import { CommandError, kubectlFlags, run, type Given } from '../../harness/index.ts';

/** Runs kubectl where the stack is, and gives what it wrote. @throws Error that says first what kubectl said last */
export async function kubectl(target: Given, ...args: readonly string[]): Promise<string> {
  try {
    return await run(target.kubectl, [...kubectlFlags(target), ...args]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Error(`kubectl ${args.slice(0, 3).join(' ')}: ${error.output.at(-1) ?? error.ending}`, { cause: error });
  }
}
