import type { V1Service } from '@kubernetes/client-node';
import { describe, expect, test as base } from 'vitest';
import { REPOSITORY } from '../../base/project.ts';
import { policiesFor, type NetworkPolicy } from '../../install/policies.ts';
import { SECURE } from '../../model/overlay.ts';
import { readStack, type Connection } from '../../model/stack.ts';
import { objectsOf, podsOf, type ChartPod } from './pods.ts';
import { reaches, type Party } from './reach.ts';
import { renderedStack } from './rendered.ts';

/** A machine that does other things too takes a minute to render all charts. In milliseconds. */
const PATIENCE = 120_000;

const STACK = { ...readStack(REPOSITORY), networkPolicies: true };
const POLICIES = policiesFor({ stack: STACK });
const CONNECTIONS: readonly Connection[] = [
  ...Object.values(STACK.systems).flatMap(({ inner }) => inner),
  ...Object.values(STACK.edges).flatMap(({ connections }) => connections),
];

/** Nobody's, beside all that anybody has. */
const STRAY = [22, 53, 443, 40_000];
const PORTS = [...new Set([...CONNECTIONS.flatMap(({ ports }) => (ports === 'any' ? [] : ports)), ...STRAY])];

/** The kinds of pods that charts make in any of these overlays, by their label `app`, with their labels and the ports that they are said to have. */
const test = base.extend('kinds', { scope: 'file' }, async () => {
  const signal = AbortSignal.timeout(PATIENCE);
  const [replicated, secure] = [await renderedStack(signal), await renderedStack(signal, SECURE)];
  if (!replicated || !secure) return undefined;
  const releases = [...replicated.releases, ...secure.releases];
  const services = releases.flatMap(objectsOf).filter(({ kind }) => kind === 'Service') as V1Service[];
  return new Map(releases.flatMap(podsOf).map((pod) => [pod.labels.app ?? '', { ...pod, ports: portsOf(pod, services) }]));
});

function portsOf({ labels, spec }: ChartPod, services: readonly V1Service[]): ReadonlySet<number> {
  const own = services.filter((service) => Object.entries(service.spec?.selector ?? {}).every(([key, value]) => labels[key] === value));
  const said = spec.containers.flatMap(({ ports = [] }) => ports.map(({ containerPort }) => containerPort));
  return new Set([...said, ...own.flatMap((service) => service.spec?.ports?.map(({ port }) => port) ?? [])]);
}

/** Whether the blueprint says that a pod connects to another: the gateway does to all, at the port that it listens on itself too. */
function isSaid(client: string, server: string, port: number): boolean {
  if (client === 'gateway') return server !== 'gateway' || port === 8080;
  return CONNECTIONS.some(
    ({ clients, servers, ports }) => clients.includes(client) && servers.includes(server) && (ports === 'any' || ports.includes(port)),
  );
}

/** Both ends of a connection are limited; where one is not, the other holds by itself. With what is said of neither end alone. */
const SIDES: readonly [string, readonly NetworkPolicy[], (client: string, server: string, port: number) => boolean][] = [
  ['by both ends', POLICIES, () => false],
  ['by who listens', opened('egress'), (_, server, port) => server === 'gateway' && port === 8080],
  ['by who connects', opened('ingress'), (client, _, port) => client === 'gateway' || port === 53],
];

function opened(direction: 'ingress' | 'egress'): NetworkPolicy[] {
  return POLICIES.map((policy) => ({ ...policy, spec: { ...policy.spec, [direction]: [{}] } }));
}

const stranger = (isHere: boolean): Party => ({ labels: { app: 'stranger' }, isHere });

describe('by the network policies', { timeout: PATIENCE }, () => {
  test.beforeEach(({ kinds, skip }) => skip(kinds === undefined, 'Helm and kubectl cannot be had without building an image first'));

  test.for(SIDES)('each connection of the blueprint is possible at its ports, and no other: %s', ([, policies, alsoSaid], { kinds }) => {
    const all = [...(kinds ?? [])].map(([app, { labels }]) => ({ app, party: { labels, isHere: true } }));
    const isRight = (client: (typeof all)[number], server: (typeof all)[number], port: number): boolean =>
      reaches(policies, client.party, server.party, port) ===
      (isSaid(client.app, server.app, port) || alsoSaid(client.app, server.app, port));
    const wrong = all.flatMap((client) =>
      all.flatMap((server) =>
        PORTS.filter((port) => !isRight(client, server, port)).map((port) => `${client.app} → ${server.app}:${port}`),
      ),
    );
    expect(wrong).toEqual([]);
    expect(all.length).toBeGreaterThan(18);
  });

  test('strangers reach the gateway alone, wherever they are', ({ kinds }) => {
    for (const who of [stranger(true), stranger(false), { address: '203.0.113.7' }])
      for (const [app, { labels }] of kinds ?? [])
        for (const port of PORTS)
          expect(reaches(POLICIES, who, { labels, isHere: true }, port), `${app}:${port}`).toBe(app === 'gateway' && port === 8080);
  });

  test('nobody leaves but for names, and drivers to the API server', ({ kinds }) => {
    for (const [app, { labels }] of kinds ?? []) {
      const to = (server: Party, port: number): boolean => reaches(POLICIES, { labels, isHere: true }, server, port);
      expect(to({ labels: { 'k8s-app': 'kube-dns' } }, 53), app).toBe(true);
      expect(to({ address: '169.254.20.10' }, 53), app).toBe(true);
      expect(to({ address: '203.0.113.7' }, 443), app).toBe(app === 'spark-driver');
      for (const [address, port] of [
        ['203.0.113.7', 80],
        ['169.254.169.254', 80],
        ['169.254.169.254', 443],
        ['10.0.0.1', 10_250],
        ['203.0.113.7', 53],
      ] as const)
        // prettier-ignore
        expect(to({ address }, port), `${app} → ${address}:${port}`).toBe(false);
      expect(to(stranger(false), 8080), app).toBe(false);
    }
  });

  test('what is not the stack’s is left as it is', () => {
    expect(reaches(POLICIES, stranger(true), { address: '203.0.113.7' }, 80)).toBe(true);
    expect(reaches(POLICIES, stranger(false), stranger(true), 80)).toBe(true);
  });
});

describe('the blueprint’s connections', () => {
  test.beforeEach(({ kinds, skip }) => skip(kinds === undefined, 'Helm and kubectl cannot be had without building an image first'));

  test('are of pods that charts make, at ports that these are said to have', ({ kinds }) => {
    for (const { clients, servers, ports } of CONNECTIONS) {
      for (const app of [...clients, ...servers]) expect([...(kinds ?? new Map()).keys()]).toContain(app);
      for (const app of servers)
        for (const port of ports === 'any' ? [] : ports) expect([...(kinds?.get(app)?.ports ?? [])], `${app}:${port}`).toContain(port);
    }
  });

  test('are said of every edge but those to a system’s own volume, and no pod is without a policy', ({ kinds }) => {
    expect(Object.values(STACK.edges).filter(({ from, to, connections }) => from !== to && connections.length === 0)).toEqual([]);
    expect(POLICIES.map(({ metadata }) => metadata.name).sort()).toEqual([...(kinds ?? new Map<string, unknown>()).keys()].map((app) => `touchstone-${app}`).sort()); // prettier-ignore
  });
});
