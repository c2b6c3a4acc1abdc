import { CommandError, run } from '../../base/command.ts';
import { orGround } from '../../base/or-ground.ts';
import { GroundFailure } from '../../base/failure.ts';
import type { Place } from '../../cluster/place.ts';

/** Checks that the cluster answers and that its user may install there. @throws GroundFailure that says which of the two fails */
export async function checkReachable({ kubeconfig, context, namespace }: Place, kubectl: string, signal: AbortSignal): Promise<void> {
  const access = ['--kubeconfig', kubeconfig, '--context', context, '--request-timeout=5s'];
  await orGround(run(kubectl, [...access, 'version'], { signal, timeout: 15_000 }), (error) => ({
    what: `the cluster of context ${context} does not answer`,
    mend: `Try it yourself: kubectl --kubeconfig ${kubeconfig} --context ${context} version`,
    evidence: error.output.slice(-3),
  }));
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
