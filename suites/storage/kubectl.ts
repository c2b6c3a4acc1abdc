import type { Nodes } from '../../fixtures/nodes.ts';
import { CommandError } from '../../harness/index.ts';

/** Runs kubectl as the cluster's administrator, whose volumes are, and gives what it wrote. @throws Error that says first what kubectl said last */
export async function kubectl(nodes: Nodes, ...args: readonly string[]): Promise<string> {
  try {
    return await nodes.kubectl(...args);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Error(`kubectl ${args.slice(0, 3).join(' ')}: ${error.output.at(-1) ?? error.ending}`, { cause: error });
  }
}
