import { CommandError } from '../../base/command.ts';
import type { Access } from '../../cluster/access.ts';
import { ifThere } from '../../cluster/api.ts';
import { isOurs } from '../../install/ownership.ts';
import { inhabitantsOf } from './inhabitants.ts';

/** How long a namespace has to go, in milliseconds. */
const PATIENCE = 120_000;

/** How many of the things that keep a namespace are named. */
const NAMED = 8;

/**
 * Removes the namespace where the harness made it and nothing is in it that would go with it.
 * @returns why it stays although the harness made it, as sentences @throws Error that names what holds it
 */
export async function removeNamespace(access: Access, signal: AbortSignal): Promise<string[]> {
  const { namespace } = access;
  const standing = await ifThere(access.api.core.readNamespace({ name: namespace }));
  if (!standing || !isOurs(standing, new Set())) return [];
  const kept = await whyKept(access, signal);
  if (kept !== undefined) return [`the namespace ${namespace} stays: ${kept}`];
  try {
    await access.kubectl(['delete', 'namespace', namespace, `--timeout=${PATIENCE / 1000}s`], { signal });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Error(`the namespace ${namespace} does not go: ${await whatHolds(access)}`, { cause: error });
  }
  return [];
}

async function whyKept(access: Access, signal: AbortSignal): Promise<string | undefined> {
  try {
    const inside = await inhabitantsOf(access, signal);
    if (inside.length === 0) return undefined;
    const more = inside.length > NAMED ? ` and ${inside.length - NAMED} more` : '';
    return `somebody has ${inside.slice(0, NAMED).join(', ')}${more} in it`;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return `not all that may be in it can be listed (${error.output.at(-1) ?? error.ending})`;
  }
}

/** The objects, with their finalizers, that keep a namespace from going, in the API server's own words. */
async function whatHolds(access: Access): Promise<string> {
  const path = '{range .status.conditions[?(@.status=="True")]}{.message}{" "}{end}';
  const words = await access.tryKubectl(['get', 'namespace', access.namespace, `--output=jsonpath=${path}`]);
  return words?.trim() ?? 'the API server does not say why';
}
