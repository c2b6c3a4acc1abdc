import type { Access } from '../cluster/access.ts';
import type { Workplace } from '../host/lock.ts';
import type { TakenNames } from '../install/ownership.ts';
import type { Rendered } from '../install/render.ts';
import type { TargetFacts } from '../model/results.ts';
import type { Plan } from '../model/plan.ts';
import type { StackPart } from '../model/stack.ts';

/** Where a run takes place: a kind cluster, a cluster of the user's own … Each kind is a folder beside this file; nobody else asks which it is. */
export interface Target {
  /** The flags that lead to it again. */
  readonly flags: readonly string[];
  /** What of it one run of this host works on at a time. */
  readonly workplace: Workplace;
  /** What stands there; undefined when nothing does. */
  find(signal: AbortSignal): Promise<Cluster | undefined>;
  /**
   * Checks all that a run needs there, and decides what it will be like. Makes nothing.
   * @throws GroundFailure that says what lacks, and what to do
   */
  prepare(plan: Plan, signal: AbortSignal): Promise<Ground>;
}

/** A target that was looked at and found fit for a plan. */
export interface Ground {
  /** The part of the stack that it takes, with the overlay that was asked for or fits. */
  readonly part: StackPart;
  /** What is to be installed there. The tools that render it may have to be got first. @throws GroundFailure when it does not render */
  render(signal: AbortSignal): Promise<Rendered>;
  /** Gets the images that it gives its nodes. */
  fetch(signal: AbortSignal): Promise<void>;
  /**
   * Gives a cluster that takes the stack: the standing one where it fits, else a new one. What it makes half it removes itself.
   * @param names all that will be installed, which must not be somebody else's there
   * @throws GroundFailure when there is none to be had
   */
  open(names: TakenNames, signal: AbortSignal): Promise<Cluster>;
  /** Gives back what was taken to get there, and what was made for a stack that never came. */
  close(): Promise<void>;
}

/** A cluster that stands. */
export interface Cluster {
  /** What reports say of it. */
  readonly facts: TargetFacts | undefined;
  readonly access: Access;
  /** Whether all its nodes must be Ready, because the harness made them; of a user's own one may always be down, and the scheduler knows the others. */
  readonly wholeNodes: boolean;
  /** Whether something there may make a node for a pod that fits on none. */
  readonly nodesMayCome: boolean;
  /** What a namespace carries that is made there, beside the harness's own label. */
  readonly namespaceLabels: Readonly<Record<string, string>>;
  /** References, by image name, of the images that this host's engine has. */
  readonly hostImages: Readonly<Record<string, string>>;
  /** Marks the stack while a run's tests work on it, and gives what takes the mark away. */
  mark(runId: string): Promise<() => Promise<void>>;
  /** Logs in for tests. What is made for it goes when it is closed. */
  loginForTests(signal: AbortSignal): Promise<TestsLogin>;
  /** Opens the way to its services. */
  connect(signal: AbortSignal): Promise<Door>;
  /** Removes all that the harness put there and nothing else; a cluster that it made goes whole. @returns what stays there for a reason, a sentence each @throws Error that names what is left */
  remove(signal: AbortSignal): Promise<readonly string[]>;
}

/** What tests come to a cluster by. */
export interface TestsLogin {
  readonly access: Access;
  /** Whose it is, in words for reports. */
  readonly as: string;
  readonly close: () => void | Promise<void>;
}

/** The way into a run's namespace: an HTTP proxy whose CONNECT reaches every service there by its name. */
export interface Door {
  /** With the token that the proxy wants, as its user's password. */
  readonly url: string;
  readonly close: () => void;
}
