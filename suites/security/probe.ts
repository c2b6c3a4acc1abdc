import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUp } from '../../fixtures/clean-up.ts';
import { Jobs } from '../../fixtures/jobs.ts';
import { PATIENCE, type Kubernetes } from '../../fixtures/kubernetes.ts';
import { LABEL, connectTo, ifThere, type Given } from '../../harness/index.ts';
import { programOf, type Image } from './visitor.ts';

const PROGRAM = readFileSync(join(import.meta.dirname, 'listen.mjs'), 'utf8');
/** Of the two ports at which it listens, the one that its policy leaves to everybody, and the one that it does not. */
const [LEFT, SHUT] = [8081, 8080];

/** A pod that listens at two ports (host:port), one of which a network policy shuts: what is said there shows what policies do on this cluster. */
export interface Probe {
  readonly left: string;
  readonly shut: string;
  readonly remove: () => Promise<void>;
}

/** Makes a probe, and returns when it listens. @param purpose part of its name, by which it is told from one that is still on its way out */
export async function makeProbe(target: Given, kubernetes: Kubernetes, image: Image, purpose: string): Promise<Probe> {
  const { namespace } = target;
  const [jobs, { networking }] = [new Jobs(target), connectTo(target)];
  const name = `probe-of-${purpose}-${target.runId}`.toLowerCase();
  const remove = (): Promise<void> =>
    cleanUp(`Job ${name}`, async () => {
      await jobs.remove(name);
      await ifThere(networking.deleteNamespacedNetworkPolicy({ name, namespace }));
    });
  const spec = programOf(image, name, ['listen.mjs', `${LEFT}`, `${SHUT}`]);
  spec.containers.forEach((container) => (container.readinessProbe = { tcpSocket: { port: SHUT }, periodSeconds: 1 }));
  const labels = { app: name };
  const ingress = [{ ports: [{ protocol: 'TCP', port: LEFT }] }];
  try {
    const policy = { metadata: { name, labels: LABEL }, spec: { podSelector: { matchLabels: labels }, policyTypes: ['Ingress'], ingress } };
    await networking.createNamespacedNetworkPolicy({ namespace, body: policy });
    await jobs.start({ metadata: { name, labels: LABEL }, spec: { template: { metadata: { labels }, spec } } }, { 'listen.mjs': PROGRAM });
    const host = await addressOf(name, kubernetes);
    return { left: `${host}:${LEFT}`, shut: `${host}:${SHUT}`, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function addressOf(app: string, kubernetes: Kubernetes): Promise<string> {
  return kubernetes.watching((watch) =>
    watch.until(
      'the probe of network policies',
      () => {
        const pod = watch.pods().find(({ metadata }) => metadata?.labels?.app === app);
        const isReady = pod?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
        return isReady === true ? pod?.status?.podIP : undefined;
      },
      AbortSignal.timeout(PATIENCE),
    ),
  );
}
