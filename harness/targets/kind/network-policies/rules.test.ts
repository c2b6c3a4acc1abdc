import { expect, test } from 'vitest';
import { tableOf } from './rules.mjs';

/** A pod with an address of its own. */
function pod(app: string, address: string, { namespace = 'team', phase = 'Running', hostNetwork = false, created = '10:00' } = {}): object {
  return {
    metadata: { namespace, uid: address, labels: { app }, creationTimestamp: `2026-11-29T${created}:00Z` },
    spec: { hostNetwork, containers: [] },
    status: { phase, podIP: address },
  };
}

const NAMESPACES = [{ metadata: { name: 'team' } }, { metadata: { name: 'other', labels: { trusted: 'yes' } } }];

const PODS = [
  pod('server', '10.0.0.1'),
  pod('server', '10.0.0.2'),
  pod('client', '10.0.0.3'),
  pod('client', '10.0.1.1', { namespace: 'other' }),
  pod('client', '10.0.0.4', { phase: 'Succeeded' }),
  pod('client', '192.0.2.1', { hostNetwork: true }),
];

/** The rules of a chain, for one policy of the servers. */
function chainOf(name: string, spec: object): string[] {
  const policies = [{ metadata: { namespace: 'team', uid: 'p' }, spec: { podSelector: { matchLabels: { app: 'server' } }, ...spec } }];
  const table = tableOf({ policies, pods: PODS, namespaces: NAMESPACES });
  const [, body = ''] = new RegExp(`chain ${name} \\{\n([^}]*(?:\\{[^}]*\\}[^}]*)*)\n\\}`).exec(table) ?? [];
  return body.split('\n').map((line) => line.trim().replace(/;$/, ''));
}

const REFUSED = 'jump refuse';
const THEMSELVES = ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.1.1'].map((address) => `${address} . ${address}`).join(', ');
const OTHERS = ['ct direction vmap { original : return, reply : return }', 'drop'];

test('pods that a policy selects are led to what it lets through, and all else of theirs is refused', () => {
  expect(chainOf('ingress', { ingress: [] })).toEqual([
    `ip saddr . ip daddr { ${THEMSELVES} } return`,
    'ip daddr vmap { 10.0.0.1 : jump ingress-0, 10.0.0.2 : jump ingress-0 }',
    ...OTHERS,
  ]);
  expect(chainOf('ingress-0', { ingress: [] })).toEqual([REFUSED]);
  expect(chainOf('ingress-0', { ingress: [{}] })).toEqual(['return', REFUSED]);
  expect(chainOf('egress', { ingress: [] })).toEqual([`ip saddr . ip daddr { ${THEMSELVES} } return`, ...OTHERS]);
});

test.for<[string, object, string[]]>([
  [
    'pods of the namespace, that run and have an address',
    { podSelector: { matchLabels: { app: 'client' } } },
    ['ip saddr { 10.0.0.3 } return'],
  ],
  [
    'pods of other namespaces, by their labels',
    { namespaceSelector: { matchExpressions: [{ key: 'trusted', operator: 'Exists' }] } },
    ['ip saddr { 10.0.1.1 } return'],
  ],
  [
    'pods by both',
    { namespaceSelector: {}, podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['server'] }] } },
    ['ip saddr { 10.0.0.3, 10.0.1.1 } return'],
  ],
  [
    'addresses, but for some',
    { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
    ['ip saddr 10.0.0.0/8 ip saddr != 10.1.0.0/16 return'],
  ],
  ['nobody, where no pod is meant', { podSelector: { matchLabels: { app: 'nobody' } } }, []],
  ['nobody by IPv6', { ipBlock: { cidr: '::/0' } }, []],
])('a peer is %s', ([, peer, lines]) => {
  expect(chainOf('ingress-0', { ingress: [{ from: [peer] }] })).toEqual([...lines, REFUSED]);
});

test('ports are by protocol and number, or a range; by name they are none', () => {
  const ports = [{ port: 53, protocol: 'UDP' }, { port: 8000, endPort: 8010 }, { protocol: 'SCTP' }, { port: 'http' }];
  expect(chainOf('egress-0', { policyTypes: ['Egress'], egress: [{ ports }] })).toEqual([
    'udp dport 53 return',
    'tcp dport 8000-8010 return',
    'meta l4proto sctp return',
    REFUSED,
  ]);
});

test('who has come a moment ago is not answered, so that they try again; who is known is refused', () => {
  expect(chainOf('refuse', { ingress: [] })).toEqual([
    'ip saddr != { 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.1.1 } drop',
    'reject with icmp admin-prohibited',
  ]);
});

test('a cluster without pods has a table too', () => {
  expect(tableOf({ policies: [], pods: [], namespaces: [] })).not.toContain('{  }');
});

test('an address leads to the newest pod that says that it has it', () => {
  const [older, newer] = [pod('server', '10.0.0.9', { created: '10:00' }), pod('client', '10.0.0.9', { created: '10:05' })];
  const policies = [
    {
      metadata: { namespace: 'team', uid: 'p' },
      spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'server' } } }] }] },
    },
  ];
  for (const pods of [
    [older, newer],
    [newer, older],
  ]) {
    const table = tableOf({ policies, pods, namespaces: NAMESPACES });
    expect(table).toContain('ip daddr vmap { 10.0.0.9 : jump ingress-0 }');
    expect(table).not.toContain('ip saddr { 10.0.0.9 }');
  }
});
