import type { Party, Threats } from './schema.ts';

type Labels = Readonly<Record<string, string>>;

/** What charts make of pods, and of the Services that lead to them. */
export interface Deployed {
  readonly pods: readonly { readonly system: string; readonly labels: Labels; readonly ports: readonly number[] }[];
  readonly services: readonly { readonly selector: Labels; readonly ports: readonly number[] }[];
}

/** In what the parties and flows of the model are not what charts make, in sentences. */
export function differencesFrom({ parties, flows }: Threats, deployed: Deployed): string[] {
  const inPods = Object.entries(parties).filter(([, { system }]) => system !== undefined);
  const strangers = deployed.pods.filter((pod) => inPods.filter(([, party]) => isOf(party, pod)).length !== 1);
  return [
    ...strangers.map(({ system, labels }) => `the pods ${JSON.stringify(labels)} of ${system} are not one party`),
    ...inPods.flatMap(([name, party]) => {
      if (!deployed.pods.some((pod) => isOf(party, pod))) return [`${name} selects no pods`];
      return differentPorts(name, party, { named: portsNamed(party, deployed), used: portsUsed(name, flows) });
    }),
  ];
}

function isOf({ system, labels }: Party, pod: Deployed['pods'][number]): boolean {
  return pod.system === system && within(labels, pod.labels);
}

/** Whether a selector finds what has these labels, and perhaps others. */
function within(selector: Labels, labels: Labels): boolean {
  return Object.entries(selector).every(([label, value]) => labels[label] === value);
}

/** Ports that a Service or a container of a party names. */
function portsNamed(party: Party, { pods, services }: Deployed): Set<number> {
  const ofPods = pods.filter((pod) => isOf(party, pod)).flatMap(({ ports }) => ports);
  return new Set([...ofPods, ...services.filter(({ selector }) => within(party.labels, selector)).flatMap(({ ports }) => ports)]);
}

function portsUsed(name: string, flows: Threats['flows']): Set<number> {
  return new Set(Object.values(flows).flatMap(({ to }) => to[name]?.filter((port) => port !== 'any') ?? []));
}

interface Ports {
  readonly named: ReadonlySet<number>;
  readonly used: ReadonlySet<number>;
}

function differentPorts(name: string, { unnamed }: Party, { named, used }: Ports): string[] {
  return [
    ...[...named].flatMap((port) => (used.has(port) ? [] : [`no flow leads to ${name}:${port}, which its chart names`])),
    ...[...used].flatMap((port) =>
      named.has(port) || unnamed.includes(port) ? [] : [`a flow leads to ${name}:${port}, which its chart does not name`],
    ),
    ...unnamed.flatMap((port) => (used.has(port) && !named.has(port) ? [] : [`${name}:${port} is not unnamed, or no flow leads there`])),
  ];
}
