import { hostname } from 'node:os';
import { GroundFailure } from '../base/failure.ts';
import type { Access } from './access.ts';
import { ifFree, ifThere } from './api.ts';
import { LABEL } from './label.ts';
import { byHand } from './place.ts';

/** A ConfigMap that is there while a run is at work in a namespace, from before it installs anything. */
const NAME = 'touchstone-run-under-way';

/**
 * Takes a namespace for one run, of whatever host: of all that ask the API server to make an object of one name, one alone is told that it did.
 * @returns what gives it back @throws GroundFailure that names who has it
 */
export async function takeTurn({ api: { core }, namespace, place }: Access): Promise<() => Promise<void>> {
  const data = { host: hostname(), since: new Date().toISOString() };
  const made = await ifFree(core.createNamespacedConfigMap({ namespace, body: { metadata: { name: NAME, labels: { ...LABEL } }, data } }));
  if (!made) {
    const theirs = (await ifThere(core.readNamespacedConfigMap({ name: NAME, namespace })))?.data;
    throw new GroundFailure(
      `a run of host ${theirs?.host ?? '?'} is at work in namespace ${namespace} since ${theirs?.since ?? '?'}, or was killed there`,
      `Wait for it. If it is no more: ${byHand(place, 'delete', 'configmap', NAME)}; or have the stack made anew: --fresh.`,
    );
  }
  return async () => {
    await ifThere(core.deleteNamespacedConfigMap({ name: NAME, namespace }));
  };
}
