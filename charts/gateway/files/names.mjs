import { Resolver } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

// "kafka-0.kafka:9092", "[fd00::1]:80": what a client asks for; undefined when that is no address.
export function addressOf(url) {
  const [, bracketed, name, digits] = /^(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(url) ?? [];
  const host = bracketed ?? name;
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { host, port, isNumber: isIP(host) !== 0 } : undefined;
}

// Gives what looks names up for net.connect, and finds Services and pods of the pod's own namespace alone: whatever is asked for gets the
// namespace's own ending, so that no name of another namespace, and none of outside, can be meant.
export function namesBy(resolvConf) {
  const domain = resolvConf
    .match(/^search\s.*$/m)?.[0]
    .split(/\s+/)
    .find((word) => /^[^.]+\.svc\./.test(word));
  if (domain === undefined) throw new Error('resolv.conf names no namespace of a cluster');
  const resolver = new Resolver({ timeout: 500, tries: 4 });
  resolver.setServers([...resolvConf.matchAll(/^nameserver\s+(\S+)/gm)].map(([, server]) => server));
  return (host, { all }, done) =>
    void addressesOf(host, domain, resolver).then(
      (found) => (all ? done(null, found) : done(null, found[0].address, found[0].family)),
      (error) => done(error),
    );
}

async function addressesOf(host, domain, resolver) {
  const name = withEnding(host, domain);
  const asked = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name), resolver.resolveCname(name)]);
  const [four, six, aliases] = asked.map(({ value }) => value ?? []);
  if (aliases.length > 0) throw refusal(`${host} is an alias of something else (ExternalName)`);
  const found = [...four.map((address) => ({ address, family: 4 })), ...six.map((address) => ({ address, family: 6 }))];
  if (found.length === 0) throw new Error(whyNone(asked, host, domain));
  const forbidden = found.find(({ address, family }) => NOBODYS.check(address, `ipv${family}`));
  if (forbidden) throw refusal(`${host} is at ${forbidden.address}, where neither a Service nor a pod is`);
  return found;
}

// "kafka", "kafka-0.kafka", and either with the namespace's ending, whole or as far as svc.
function withEnding(host, domain) {
  const [namespace] = domain.split('.');
  const name = host.toLowerCase().replace(/\.$/, '');
  const ending = [`.${domain}`, `.${namespace}.svc`].find((known) => name.endsWith(known)) ?? '';
  return `${name.slice(0, name.length - ending.length)}.${domain}`;
}

function whyNone(asked, host, domain) {
  const trouble = asked.map(({ reason }) => reason?.code).find((code) => code !== undefined && !['ENOTFOUND', 'ENODATA'].includes(code));
  return trouble === undefined ? `${host} is neither a Service nor a pod in ${domain}` : `no answer to who ${host} is: ${trouble}`;
}

function refusal(reason) {
  return Object.assign(new Error(reason), { status: 403 });
}

// Where a Service's endpoints may be said to be by hand and no pod of a namespace is: this pod itself, a cloud's metadata, the node, the API server.
const NOBODYS = new BlockList();
NOBODYS.addSubnet('0.0.0.0', 8, 'ipv4');
NOBODYS.addSubnet('127.0.0.0', 8, 'ipv4');
NOBODYS.addSubnet('169.254.0.0', 16, 'ipv4');
NOBODYS.addSubnet('224.0.0.0', 3, 'ipv4');
NOBODYS.addSubnet('::', 127, 'ipv6');
NOBODYS.addSubnet('fe80::', 10, 'ipv6');
NOBODYS.addSubnet('ff00::', 8, 'ipv6');
NOBODYS.addAddress('fd00:ec2::254', 'ipv6');
for (const address of [process.env.NODE_ADDRESS, process.env.KUBERNETES_SERVICE_HOST].filter((one) => one))
  NOBODYS.addAddress(address, `ipv${isIP(address)}`);
