// What network policies come to, as one table for nft whose rules take the place of the last ones. Pods that no policy speaks of are in none of its chains.
// What it does not know lets nothing through: ports by name, and IPv6, which the clusters that it is for have not.
// A packet that is on its way through the rules while they are replaced goes by the old ones to the end, but finds their maps empty, and sets with a
// name filled anew. So sets stand in the rules, and where a map has no way for a packet it is asked whether maps have any.

const DIRECTIONS = {
  ingress: { type: 'Ingress', peers: 'from', self: 'daddr', other: 'saddr' },
  egress: { type: 'Egress', peers: 'to', self: 'saddr', other: 'daddr' },
};

/** The table for what Kubernetes has of NetworkPolicies, pods and namespaces. */
export function tableOf({ policies, pods, namespaces }) {
  const world = { policies, pods: newestByAddress(pods.filter(hasOwnAddress)), namespaces };
  const addresses = world.pods.map(addressOf);
  return [
    'table ip network-policies',
    'flush table ip network-policies', // chains stay: of two that take turns a packet could meet each while it is empty
    'table ip network-policies {',
    ...Object.keys(DIRECTIONS).flatMap((direction) => chainsOf(direction, world)),
    // A pod that has just come is known a second later: what it sent meanwhile is sent again, where a refusal would have been an answer.
    chain('refuse', [...ifAny(addresses, (known) => `ip saddr != ${known} drop`), 'reject with icmp admin-prohibited']),
    chain('forward', [
      'type filter hook forward priority filter + 10',
      'ct state established,related accept',
      'jump egress',
      'jump ingress',
    ]),
    chain('input', ['type filter hook input priority filter + 10', 'ct state established,related accept', 'jump egress']),
    '}',
  ].join('\n');
}

// Lets through what no policy speaks of, but for the moment in which nobody can tell.
const OTHERS = ['ct direction vmap { original : return, reply : return }', 'drop'];

// A chain for each group of pods that the same policies speak of, and one that leads there.
function chainsOf(direction, world) {
  const { self } = DIRECTIONS[direction];
  const themselves = world.pods.map(addressOf).map((address) => `${address} . ${address}`);
  const groups = [...groupsOf(direction, world)].map(([, group], index) => ({ ...group, name: `${direction}-${index}` }));
  const ways = groups.flatMap(({ name, pods }) => pods.map((pod) => `${addressOf(pod)} : jump ${name}`));
  return [
    ...groups.map(({ name, policies }) => chain(name, [...policies.flatMap((policy) => linesOf(policy, direction, world)), 'jump refuse'])),
    chain(direction, [
      ...ifAny(themselves, (pairs) => `ip saddr . ip daddr ${pairs} return`),
      ...ifAny(ways, (map) => `ip ${self} vmap ${map}`),
      ...OTHERS,
    ]),
  ];
}

function groupsOf(direction, { policies, pods }) {
  const groups = new Map();
  for (const pod of pods) {
    const selecting = policies.filter((policy) => speaksOf(policy, direction) && isSelected(pod, policy));
    if (selecting.length === 0) continue;
    const key = selecting.map(({ metadata }) => metadata.uid).join();
    groups.set(key, { policies: selecting, pods: [...(groups.get(key)?.pods ?? []), pod] });
  }
  return groups;
}

// A policy that does not say is of ingress, and of egress where it has such rules.
function speaksOf({ spec }, direction) {
  const types = spec.policyTypes ?? ['Ingress', ...(spec.egress ? ['Egress'] : [])];
  return types.includes(DIRECTIONS[direction].type);
}

function isSelected(pod, { metadata, spec }) {
  return pod.metadata.namespace === metadata.namespace && matches(spec.podSelector, pod);
}

// What a policy lets through: each of its peers, by each of its ports.
function linesOf(policy, direction, world) {
  const { peers, other } = DIRECTIONS[direction];
  return (policy.spec[direction] ?? []).flatMap((rule) => {
    const sides = isEmpty(rule[peers]) ? [''] : sidesOf(rule[peers], policy, world).map((side) => side.replaceAll('OTHER', `ip ${other}`));
    const ports = isEmpty(rule.ports) ? [''] : rule.ports.flatMap(portOf);
    return sides.flatMap((side) => ports.map((port) => `${side}${port}return`));
  });
}

function sidesOf(peers, policy, { pods, namespaces }) {
  const isOf = (pod) => peers.some((peer) => !peer.ipBlock && isPeer(pod, peer, policy, namespaces));
  const addresses = pods.filter(isOf).map(addressOf);
  const blocks = peers.flatMap(({ ipBlock }) => (ipBlock && !ipBlock.cidr.includes(':') ? [ipBlock] : []));
  return [
    ...(addresses.length === 0 ? [] : [`OTHER { ${addresses.join(', ')} } `]),
    ...blocks.map(({ cidr, except = [] }) => [`OTHER ${cidr} `, ...except.map((part) => `OTHER != ${part} `)].join('')),
  ];
}

function isPeer(pod, { podSelector = {}, namespaceSelector }, { metadata }, namespaces) {
  const { namespace } = pod.metadata;
  const isThere = namespaceSelector
    ? namespaces.some((one) => one.metadata.name === namespace && matches(namespaceSelector, one))
    : namespace === metadata.namespace;
  return isThere && matches(podSelector, pod);
}

function portOf({ protocol = 'TCP', port, endPort }) {
  const name = protocol.toLowerCase();
  if (port === undefined) return [`meta l4proto ${name} `];
  return typeof port === 'number' ? [`${name} dport ${endPort ? `${port}-${endPort}` : port} `] : [];
}

const OPERATORS = {
  In: (value, values) => values.includes(value),
  NotIn: (value, values) => !values.includes(value),
  Exists: (value) => value !== undefined,
  DoesNotExist: (value) => value === undefined,
};

function matches({ matchLabels = {}, matchExpressions = [] }, { metadata: { labels = {} } }) {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => OPERATORS[operator](labels[key], values))
  );
}

// Pods that have ended have given their address back, and those of a node's own network have the node's.
function hasOwnAddress({ spec, status }) {
  return !spec.hostNetwork && status.podIP?.includes('.') && !['Succeeded', 'Failed'].includes(status.phase);
}

// A pod that is on its way out may still say the address that another has by now; nft would take no table in which one address leads two ways.
function newestByAddress(pods) {
  const byAge = [...pods].sort((one, other) => (one.metadata.creationTimestamp < other.metadata.creationTimestamp ? -1 : 1));
  const newest = new Map(byAge.map((pod) => [addressOf(pod), pod]));
  return pods.filter((pod) => newest.get(addressOf(pod)) === pod);
}

function addressOf({ status }) {
  return status.podIP;
}

function isEmpty(list) {
  return (list ?? []).length === 0;
}

function chain(name, rules) {
  return [`chain ${name} {`, ...rules.map((rule) => `  ${rule};`), '}'].join('\n');
}

// A rule with a set in it, if the set has anything.
function ifAny(elements, ruleOf) {
  return elements.length === 0 ? [] : [ruleOf(`{ ${elements.join(', ')} }`)];
}
