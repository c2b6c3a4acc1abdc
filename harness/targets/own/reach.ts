import { CommandError, run } from '../../base/command.ts';
import { GroundFailure } from '../../base/failure.ts';
import type { Place } from '../../cluster/access.ts';

/** Checks that the cluster answers and that its user may install there. @throws GroundFailure that says which of the two fails */
export async function checkReachable({ kubeconfig, context, namespace }: Place, kubectl: string, signal: AbortSignal): Promise<void> {
  const access = ['--kubeconfig', kubeconfig, '--context', context, '--request-timeout=5s'];
  try {
    await run(kubectl, [...access, 'version'], { signal, timeout: 15_000 });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new GroundFailure(
      `the cluster of context ${context} does not answer`,
      `Try it yourself: kubectl --kubeconfig ${kubeconfig} --context ${context} version`,
      error.output.slice(-3),
    );
  }
  for (const kind of ['deployments.apps', 'persistentvolumeclaims', 'secrets']) {
    const answer = await run(kubectl, [...access, '--namespace', namespace, 'auth', 'can-i', 'create', kind], { signal }).catch(
      (error: unknown) => {
        if (error instanceof CommandError) return 'no'; // a "no" is exit code 1
        throw error;
      },
    );
    if (answer.trim() !== 'yes')
      throw new GroundFailure(
        `the user of context ${context} may not create ${kind} in namespace ${namespace}`,
        'Use a user that may, or another --namespace.',
      );
  }
}
