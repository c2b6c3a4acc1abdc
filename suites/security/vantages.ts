import { doorsClosedTo, type NetworkDoor } from './network-doors.ts';

/** From where somebody comes who has no business at some doors. */
export interface Vantage {
  readonly doors: readonly NetworkDoor[];
  readonly labels: Readonly<Record<string, string>>;
  /** Comes from a namespace of their own. */
  readonly isAway?: boolean;
}

/** Attackers of the threat model that come as pods. */
export const VANTAGES = {
  'a stranger in the namespace': { doors: doorsClosedTo(), labels: { app: 'stranger' } },
  'a neighbour from another namespace': { doors: doorsClosedTo(), labels: { app: 'neighbour' }, isAway: true },
  // Of all pods of the stack one that is in no Service: it takes nothing that is meant for others.
  'an insider as a Spark program': { doors: doorsClosedTo('spark-driver'), labels: { app: 'spark-driver' } },
} as const satisfies Readonly<Record<string, Vantage>>;

export type VantageName = keyof typeof VANTAGES;
