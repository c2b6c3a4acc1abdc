import { LABEL } from '../cluster/label.ts';
import { GATEWAY, type Connection, type StackPart } from '../model/stack.ts';
import { outsideAddresses } from './outside.ts';

const POLICY_VERSION = 'networking.k8s.io/v1';
export const POLICY_KIND = 'NetworkPolicy';

/** A NetworkPolicy, as it is applied. */
export interface NetworkPolicy {
  readonly apiVersion: typeof POLICY_VERSION;
  readonly kind: typeof POLICY_KIND;
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: {
    readonly podSelector: PodSelector;
    readonly policyTypes: readonly ['Ingress', 'Egress'];
    readonly ingress: readonly { readonly from?: readonly Peer[]; readonly ports?: readonly Port[] }[];
    readonly egress: readonly { readonly to?: readonly Peer[]; readonly ports?: readonly Port[] }[];
  };
}

interface PodSelector {
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: 'In'; readonly values: readonly string[] }[];
}

interface Peer {
  readonly podSelector?: PodSelector;
  readonly namespaceSelector?: Readonly<Record<string, never>>;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface Port {
  readonly protocol: 'TCP' | 'UDP';
  readonly port: number;
}

/** Names are looked up with whatever pods the cluster has for it, on the usual port or OpenShift's, or with the node's cache of them, which is at a fixed address. */
const DNS = {
  to: [{ namespaceSelector: {} }, { ipBlock: { cidr: '169.254.20.10/32' } }],
  ports: ([53, 5353] as const).flatMap((port) => (['UDP', 'TCP'] as const).map((protocol) => ({ protocol, port }))),
};

/** What is no pod, and has no label by which a policy could name it; but for a cloud's metadata. */
const NO_POD: readonly Peer[] = [
  { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.0.0/16'] } },
  { ipBlock: { cidr: '::/0', except: ['fe80::/10'] } },
];

/** Where API servers listen. */
const API_SERVER = { to: NO_POD, ports: portsOf([443, 6443]) };

const GATEWAY_PORT = 8080;

/**
 * A policy for each kind of pod of the whole stack, whichever part of it a run installs: what stands of the rest goes on. A pod takes connections from the
 * gateway and from those that the blueprint says, and makes none but those; what is not the stack's in the same namespace is left as it is.
 * @returns none where the blueprint wants none
 */
export function policiesFor({ stack, existing = {} }: Pick<StackPart, 'stack' | 'existing'>): NetworkPolicy[] {
  if (!stack.networkPolicies) return [];
  const within = [...Object.values(stack.systems).flatMap(({ inner }) => inner), ...connectionsTo((system) => !(system in existing))];
  const beyond = connectionsTo((system) => system in existing);
  const apiClients = Object.values(stack.systems).flatMap(({ callsApiServer }) => callsApiServer);
  const outside = {
    to: [{ namespaceSelector: {} }, ...NO_POD],
    ports: portsOf(outsideAddresses(existing).map((address) => Number(address.split(':').at(-1)))),
  };
  const apps = [...new Set([...within, ...beyond].flatMap(({ clients, servers }) => [...clients, ...servers]))];
  return [gatewayPolicy(Object.keys(existing).length > 0 ? [outside] : []), ...apps.map(policyOf)];

  function connectionsTo(isThere: (system: string) => boolean): Connection[] {
    return Object.values(stack.edges).flatMap(({ to, connections }) => (isThere(to) ? connections : []));
  }

  function policyOf(app: string): NetworkPolicy {
    const ingress = within.flatMap(({ clients, servers, ports }) =>
      servers.includes(app) ? [{ from: [podsOf(clients)], ...limitedTo(ports) }] : [],
    );
    const egress = within.flatMap(({ clients, servers, ports }) =>
      clients.includes(app) ? [{ to: [podsOf(servers)], ...limitedTo(ports) }] : [],
    );
    const toExisting = beyond.some(({ clients }) => clients.includes(app)) ? [outside] : [];
    const toApiServer = apiClients.includes(app) ? [API_SERVER] : [];
    return policy(app, [{ from: [podsOf([GATEWAY])] }, ...ingress], [DNS, ...egress, ...toExisting, ...toApiServer]);
  }
}

/** The name of the policy for a kind of pod. */
export function policyNameOf(app: string): string {
  return `touchstone-${app}`;
}

/** The kinds of pods that a policy speaks of. */
export function appsOf({ spec: { podSelector } }: NetworkPolicy): readonly string[] {
  return podSelector.matchExpressions?.flatMap(({ values }) => values) ?? [];
}

/** Whoever has its token may come from anywhere; it leads to all pods of the namespace, and to systems that are there already. */
function gatewayPolicy(outside: NetworkPolicy['spec']['egress']): NetworkPolicy {
  return policy(GATEWAY, [{ ports: portsOf([GATEWAY_PORT]) }], [DNS, { to: [{ podSelector: {} }] }, ...outside]);
}

function policy(app: string, ingress: NetworkPolicy['spec']['ingress'], egress: NetworkPolicy['spec']['egress']): NetworkPolicy {
  return {
    apiVersion: POLICY_VERSION,
    kind: POLICY_KIND,
    metadata: { name: policyNameOf(app), labels: LABEL },
    spec: { podSelector: selectorOf([app]), policyTypes: ['Ingress', 'Egress'], ingress, egress },
  };
}

function podsOf(apps: readonly string[]): Peer {
  return { podSelector: selectorOf(apps) };
}

function selectorOf(apps: readonly string[]): PodSelector {
  return { matchExpressions: [{ key: 'app', operator: 'In', values: apps }] };
}

function limitedTo(ports: Connection['ports']): { readonly ports?: readonly Port[] } {
  return ports === 'any' ? {} : { ports: portsOf(ports) };
}

function portsOf(ports: readonly number[]): Port[] {
  return ports.map((port) => ({ protocol: 'TCP', port }));
}
