import { GroundFailure } from '../base/failure.ts';
import type { Access } from './access.ts';
import { ifThere } from './api.ts';
import { LABEL } from './label.ts';

/** A ConfigMap beside the stack that is there while a run's tests are. */
const NAME = 'touchstone-tests-under-way';

/**
 * Marks a stack while a run's tests work on it. What tests that were cut off have left behind, nobody knows: a flow that holds its port, a program
 * that holds a core, a wrong key in a Secret. A stack that still has the mark is therefore not used again.
 * @returns what takes the mark away, once every test has ended and cleaned up
 */
export async function markUnderWay({ api: { core }, namespace }: Access, runId: string): Promise<() => Promise<void>> {
  await core.createNamespacedConfigMap({ namespace, body: { metadata: { name: NAME, labels: { ...LABEL } }, data: { run: runId } } });
  return async () => {
    await ifThere(core.deleteNamespacedConfigMap({ name: NAME, namespace }));
  };
}

/** The id of the run whose tests work on a stack, or were cut off while they did. */
export async function runUnderWay({ api, namespace }: Pick<Access, 'api' | 'namespace'>): Promise<string | undefined> {
  const mark = await ifThere(api.core.readNamespacedConfigMap({ name: NAME, namespace }));
  return mark && (mark.data?.run ?? 'of an unknown id');
}

/** Checks that no run's tests are under way on a user's own cluster, where they may be another host's. @throws GroundFailure that names the run */
export async function checkUnmarked(access: Access): Promise<void> {
  const run = await runUnderWay(access);
  if (run === undefined) return;
  throw new GroundFailure(
    `the tests of run ${run} have not ended in namespace ${access.namespace}: they still run, or were cut off and may have left anything behind`,
    'Wait for them, or have the stack made anew: --fresh.',
  );
}
