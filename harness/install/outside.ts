import type { Existing } from '../model/existing.ts';

/** The ports of addresses that name none. */
const USUAL: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** host:port, as Kafka's brokers and ZooKeeper's members are told. */
const BARE = /^([\w.-]+|\[[0-9a-f:.]+\]):\d+$/i;

/** Where systems are that are there already (host:port): the gateway leads tests to them, wherever they are, and nowhere else out of its namespace. */
export function outsideAddresses(existing: Existing = {}): string[] {
  const addresses = Object.values(existing).flatMap(({ address }) => Object.values(address));
  return addresses.flatMap((address) => address.split(',')).flatMap(hostAndPort);
}

function hostAndPort(address: string): string[] {
  if (BARE.test(address)) return [address];
  if (!URL.canParse(address)) return [];
  const { protocol, hostname, port } = new URL(address);
  const number = port || USUAL[protocol];
  return hostname === '' || number === undefined ? [] : [`${hostname}:${number}`];
}
