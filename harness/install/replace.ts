import { CommandError } from '../base/command.ts';
import { dependentsOf, type Stack } from '../model/stack.ts';
import { together } from '../base/together.ts';
import type { InstallContext } from './context.ts';
import type { RenderedRelease } from './render.ts';
import { uninstall } from './uninstall.ts';

/** Whether a line says, in the API server's words, that something can only be made anew. */
export function isRefusedInPlace(line: string): boolean {
  return REFUSED.test(line);
}

const REFUSED = /field is immutable|updates to \S+ spec for fields other than|may not change once set/;

/**
 * Removes those of the changed releases that Kubernetes refuses to change in place, an edited claim template above all, with their data; and what
 * stands of the systems that need them, because their data may speak of the data that goes: a broker's volume knows the cluster that its ZooKeeper
 * knew. All are to be installed anew.
 * @param changed releases that stand in another form
 * @param standing names of the releases that stand
 * @returns names of those that were removed
 */
export async function removeUnchangeable(
  changed: readonly RenderedRelease[],
  standing: readonly string[],
  context: InstallContext & { readonly stack: Stack },
): Promise<ReadonlySet<string>> {
  const { stack, stream, signal } = context;
  const answers = await together(
    signal,
    changed.map((release) => (stop: AbortSignal) => whyRefused(release, { ...context, signal: stop })),
  );
  const refused = changed.filter((_, index) => answers[index] !== undefined).map(({ system }) => system);
  if (refused.length === 0) return new Set();
  const removed = new Set(dependentsOf(stack, refused).filter((name) => standing.includes(name)));
  changed.forEach(({ system }, index) => {
    if (answers[index] !== undefined)
      stream.note(`${system} is made anew, its data too: Kubernetes refuses the change in place (${answers[index]})`);
  });
  const others = [...removed].filter((name) => !refused.includes(name));
  if (others.length > 0) stream.note(`${others.join(', ')} with it, whose data may speak of what goes`);
  await stream.step('install/remove', `remove ${[...removed].join(', ')}`, () => uninstall(removed, context));
  return removed;
}

/** Has the API server try a release without keeping it, and gives its words when it refuses to change what stands. What else it says, Helm will meet too. */
async function whyRefused({ manifest }: RenderedRelease, { access, signal }: InstallContext): Promise<string | undefined> {
  const dryRun = ['apply', '--server-side', '--dry-run=server', '--force-conflicts', '--field-manager=touchstone', '--filename=-'];
  try {
    await access.kubectl(dryRun, { signal, input: manifest });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    // The value that is refused is shown whole, which is a page.
    return error.output.find(isRefusedInPlace)?.replace(/Invalid value: .*: (?=field is)/, '');
  }
}
