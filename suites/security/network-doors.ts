import { projectOfTests, readStack, readThreats } from '../../harness/index.ts';

/** A port at which pods of the stack listen. */
export interface NetworkDoor {
  /** "kafka:9092" */
  readonly name: string;
  readonly port: number;
  /** By which its pods are known. */
  readonly labels: Readonly<Record<string, string>>;
  /** The overlay without which no pod is behind it. */
  readonly onlyWith: string | undefined;
}

const { parties, flows } = readThreats(readStack(projectOfTests()));

/** Whoever has its token may come to the gateway from anywhere. */
const FOR_ALL = 'gateway';

/** The ports to which no flow of the threat model leads from a party. @param party none for somebody who has no business here */
export function doorsClosedTo(party?: string): NetworkDoor[] {
  const walls = Object.entries(parties).filter(([name, { system }]) => system !== undefined && name !== FOR_ALL && !opensAll(party, name));
  return walls.flatMap(([name, { labels, onlyWith }]) =>
    portsOf(name).flatMap((port) => (isLedTo(party, name, port) ? [] : [{ name: `${name}:${port}`, port, labels, onlyWith }])),
  );
}

function portsOf(party: string): number[] {
  const named = Object.values(flows).flatMap(({ to }) => to[party] ?? []);
  return [...new Set(named.filter((port) => port !== 'any'))].sort((one, other) => one - other);
}

/** Programs there choose their ports, so that all of them must be open. */
function opensAll(party: string | undefined, server: string): boolean {
  return isLedTo(party, server, 'any');
}

function isLedTo(party: string | undefined, server: string, port: number | 'any'): boolean {
  return party !== undefined && Object.values(flows).some(({ from, to }) => from.includes(party) && (to[server] ?? []).includes(port));
}
