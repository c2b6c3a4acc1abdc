import { GroundFailure } from '../base/failure.ts';
import { connectTo, ifThere } from './api.ts';
import { LABEL, type Cluster } from './cluster.ts';

/** A ConfigMap beside the stack that is there while a run's tests are. */
const NAME = 'touchstone-tests-under-way';

/**
 * Marks a stack while a run's tests work on it. What tests that were cut off have left behind, nobody knows: a flow that holds its port, a program
 * that holds a core, a wrong key in a Secret. A stack that still has the mark is therefore not used again.
 * @returns what takes the mark away, once every test has ended and cleaned up
 */
export async function markUnderWay(cluster: Cluster, runId: string): Promise<() => Promise<void>> {
  const { core } = connectTo(cluster);
  const { namespace } = cluster;
  await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: NAME, labels: { ...LABEL } }, data: { run: runId } } });
  return async () => {
    await ifThere(core.deleteNamespacedConfigMap({ name: NAME, namespace }));
  };
}

/** The id of the run whose tests work on a stack, or were cut off while they did. */
export async function runUnderWay(cluster: Cluster): Promise<string | undefined> {
  const mark = await ifThere(connectTo(cluster).core.readNamespacedConfigMap({ name: NAME, namespace: cluster.namespace }));
  return mark && (mark.data?.run ?? 'of an unknown id');
}

/** Checks that no run's tests are under way on a user's own cluster, where they may be another host's. @throws GroundFailure that names the run */
export async function checkUnmarked(cluster: Cluster): Promise<void> {
  const run = await runUnderWay(cluster);
  if (run === undefined) return;
  throw new GroundFailure(
    `the tests of run ${run} have not ended in namespace ${cluster.namespace}: they still run, or were cut off and may have left anything behind`,
    'Wait for them, or have the stack made anew: --fresh.',
  );
}
