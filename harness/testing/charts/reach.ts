import { BlockList, isIPv4 } from 'node:net';
import type { NetworkPolicy } from '../../install/policies.ts';

/** Somebody who connects, or listens. */
export interface Party {
  /** None for what is no pod. */
  readonly labels?: Readonly<Record<string, string>>;
  /** In the stack's namespace, where policies are. */
  readonly isHere?: boolean;
  /** Where it is no pod. */
  readonly address?: string;
}

type Rule = NetworkPolicy['spec']['ingress'][number] & NetworkPolicy['spec']['egress'][number];
type Peer = NonNullable<Rule['from']>[number];

/** Whether policies of one namespace let one party connect to another (TCP), as Kubernetes defines it: both ends must let it, and one that no policy selects does. */
export function reaches(policies: readonly NetworkPolicy[], client: Party, server: Party, port: number): boolean {
  return (
    lets(policies, 'egress', { self: client, other: server, port }) && lets(policies, 'ingress', { self: server, other: client, port })
  );
}

function lets(
  policies: readonly NetworkPolicy[],
  direction: 'ingress' | 'egress',
  { self, other, port }: { readonly self: Party; readonly other: Party; readonly port: number },
): boolean {
  if (self.isHere !== true) return true;
  const selecting = policies.filter(({ spec }) => selects(spec.podSelector, self));
  if (selecting.length === 0) return true;
  const rules: readonly Rule[] = selecting.flatMap(({ spec }) => spec[direction] as readonly Rule[]);
  return rules.some(({ from, to, ports }) => {
    const peers = from ?? to;
    return (peers?.some((peer) => speaksOf(peer, other)) ?? true) && (ports?.some((one) => one.port === port) ?? true);
  });
}

function speaksOf({ podSelector, namespaceSelector, ipBlock }: Peer, party: Party): boolean {
  if (ipBlock)
    return (
      party.address !== undefined && isIn(ipBlock.cidr, party.address) && !ipBlock.except?.some((cidr) => isIn(cidr, party.address ?? ''))
    );
  if (party.labels === undefined) return false;
  return (namespaceSelector !== undefined || party.isHere === true) && (podSelector === undefined || selects(podSelector, party));
}

function selects({ matchExpressions = [] }: NetworkPolicy['spec']['podSelector'], { labels = {} }: Party): boolean {
  return matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ''));
}

function isIn(cidr: string, address: string): boolean {
  const [net = '', bits] = cidr.split('/');
  const [family, other] = isIPv4(net) ? (['ipv4', 'ipv6'] as const) : (['ipv6', 'ipv4'] as const);
  const block = new BlockList();
  block.addSubnet(net, Number(bits), family);
  return (isIPv4(address) ? 'ipv4' : 'ipv6') !== other && block.check(address, family);
}
