import { orGround } from '../../base/or-ground.ts';
import type { Access } from '../../cluster/access.ts';
import { ifThere } from '../../cluster/api.ts';
import { OUR_SELECTOR } from '../../cluster/label.ts';
import { TURN, takeTurn } from '../../cluster/turn.ts';
import { whatIsHeld } from '../../install/held.ts';
import { ownReleases, releaseRecords } from '../../install/ownership.ts';
import { uninstall } from '../../install/uninstall.ts';
import { removeNamespace } from './remove-namespace.ts';
import { retainedVolumes } from './retained-volumes.ts';

/** How long objects have to go, in milliseconds. */
const PATIENCE = 120_000;

/** The kinds of objects that a stack is made of. */
const OUR_KINDS =
  'deployments,statefulsets,jobs,pods,services,configmaps,secrets,persistentvolumeclaims,poddisruptionbudgets,networkpolicies,serviceaccounts,roles,rolebindings';

/**
 * Removes all that the harness put into a namespace and nothing else: its releases, what carries its label, and the namespace where the harness made
 * that and nobody else uses it. The turn of the run that does it stays as long as the namespace.
 * @returns what stays for a reason, as sentences
 * @throws GroundFailure and Error that name what is left, and what holds it
 */
export async function removeStack(access: Access, signal: AbortSignal): Promise<string[]> {
  return [...(await removeObjects(access, signal)), ...(await removeNamespace(access, signal))];
}

/** The same, for who is at no run: for as long as it takes, the namespace is theirs. @throws GroundFailure also where another host's run is at work */
export async function removeInTurn(access: Access, signal: AbortSignal): Promise<string[]> {
  if (!(await isThere(access))) return [];
  const giveBack = await takeTurn(access, true);
  return removeStack(access, signal).finally(giveBack);
}

/** Removes the stack, and leaves the namespace. @returns and throws as removeStack() */
export async function removeObjects(access: Access, signal: AbortSignal): Promise<string[]> {
  const { api, namespace } = access;
  if (!(await isThere(access))) return [];
  const retained = await retainedVolumes(access);
  await uninstall(ownReleases(await releaseRecords(api, namespace)), { access, signal });
  // In the foreground a Job goes after its pods, else before them: what is looked for next would find these, and take the namespace for somebody's.
  const labelled = ['delete', OUR_KINDS, '--selector', OUR_SELECTOR, `--field-selector=metadata.name!=${TURN}`];
  await orGround(access.kubectl([...labelled, '--cascade=foreground', `--timeout=${PATIENCE / 1000}s`], { signal }), async (error) => ({
    what: `not all that the harness made in ${namespace} goes: ${error.ending}`,
    mend: 'Mend what holds it, and run down again.',
    evidence: [...(await whatIsHeld(OUR_KINDS, OUR_SELECTOR, access)), ...error.output.slice(-4)],
  }));
  return retained;
}

async function isThere({ api, namespace }: Access): Promise<boolean> {
  return (await ifThere(api.core.readNamespace({ name: namespace }))) !== undefined;
}
