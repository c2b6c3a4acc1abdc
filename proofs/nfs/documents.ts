import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT, findTools, touchstone } from '../../harness/index.ts';
import { tell } from '../tell.ts';

/** How long a block of a document may take. */
const PATIENCE_SECONDS = 1800;

/**
 * Types what a document says, as somebody in this repository who has kubectl. @param variables what it lets one choose
 * @throws CommandError when it does not go as shown
 */
export async function follow(document: string, variables: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
  const tools = await mkdtemp(join(tmpdir(), 'touchstone-tools-'));
  try {
    await symlink((await findTools(signal)).kubectl, join(tools, 'kubectl'));
    const env = { ...process.env, ...variables, PATH: [tools, process.env.PATH ?? ''].join(delimiter) };
    await touchstone(['doctest', document, '--timeout', String(PATIENCE_SECONDS)], { cwd: ROOT, env, signal, onLine: tell });
  } finally {
    await rm(tools, { recursive: true });
  }
}
