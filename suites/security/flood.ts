import { cleanUp } from '../../fixtures/clean-up.ts';
import type { Kubernetes } from '../../fixtures/kubernetes.ts';
import { connectTo, ifThere, LABEL, type Given } from '../../harness/index.ts';
import { LEFT, SHUT, makeProbe, type Probe } from './probe.ts';
import type { Attempt } from './tried-door.ts';
import { imageOfGateway, sayOf } from './visitor.ts';

/** Datagrams to each port: at the rate of two cores some hundred policies are made and removed meanwhile. */
const COUNT = 300_000;

/** Floods a port that a policy shuts, and one that it leaves to everybody, for as long as another policy of the same pod comes and goes. */
export async function floodWhilePoliciesChange(target: Given, kubernetes: Kubernetes): Promise<Attempt> {
  const image = await imageOfGateway(kubernetes);
  const probe = await makeProbe(target, kubernetes, image, 'flood');
  try {
    const visitor = { name: 'flood', namespace: target.namespace, labels: { app: 'stranger' } };
    const [host = ''] = probe.left.split(':');
    const flood = sayOf(target, visitor, image, ['flood.mjs', host, `${COUNT}`, `${LEFT}`, `${SHUT}`]);
    const changes = await changePoliciesUntil(flood, target, probe);
    const come = JSON.parse(await flood) as Record<number, number>;
    if (!come[LEFT]) throw new Error(`none of ${COUNT} datagrams came to port ${LEFT}, where everybody may`);
    const through = come[SHUT] ?? 0;
    return { isOpen: through > 0, words: `${through} of ${COUNT} datagrams came through while policies changed ${changes} times` };
  } finally {
    await probe.remove();
  }
}

/** @returns how many times they changed */
async function changePoliciesUntil(end: Promise<unknown>, target: Given, { app }: Probe): Promise<number> {
  const { namespace } = target;
  const { networking } = connectTo(target);
  const name = `${app}-too`;
  const ingress = [{ ports: [{ protocol: 'TCP', port: SHUT + 100 }] }];
  const body = { metadata: { name, labels: LABEL }, spec: { podSelector: { matchLabels: { app } }, policyTypes: ['Ingress'], ingress } };
  const remove = (): Promise<unknown> => ifThere(networking.deleteNamespacedNetworkPolicy({ name, namespace }));
  const over = new AbortController();
  const stop = (): void => over.abort();
  void end.then(stop, stop);
  let changes = 0;
  try {
    for (; !over.signal.aborted; changes += 2) {
      await networking.createNamespacedNetworkPolicy({ namespace, body });
      await remove();
    }
  } finally {
    await cleanUp(`network policy ${name}`, remove);
  }
  return changes;
}
