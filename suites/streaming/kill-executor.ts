import type { Disruption } from '../../fixtures/disruption.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';

/** Ends, with kill -9, what one worker executes of the Spark program with that driver. @throws Error when no worker runs one */
export async function killExecutor(driver: string, kubernetes: Kubernetes, disruption: Disruption): Promise<void> {
  const [pod] = (await kubernetes.pods('spark-driver')).filter(({ metadata }) => metadata?.name === driver);
  const executor = `java .*CoarseGrainedExecutorBackend .*@${pod?.status?.podIP ?? driver}:`;
  for (const worker of await kubernetes.podNames('spark-worker')) {
    if ((await disruption.kill(worker, executor)) > 0) return;
  }
  throw new Error(`no worker runs an executor of ${driver}`);
}
