/** The sentence that a run is, phase by phase. */
export type Phase = 'plan' | 'host' | 'images' | 'target' | 'install' | 'ready' | 'connect' | 'tests' | 'diagnose' | 'cleanup';

/** What a step does, its phase first: words that figures are counted by, whatever its name says to people. */
export type StepId =
  | 'plan/list'
  | 'host/install-engine'
  | 'host/start-engine'
  | 'host/tool'
  | 'images/ask'
  | 'images/pull'
  | 'images/build'
  | 'images/unpack'
  | 'target/reach'
  | 'target/examine'
  | 'target/use'
  | 'target/delete'
  | 'target/create'
  | 'target/nodes'
  | 'install/remove'
  | 'install/release'
  | 'ready/system'
  | 'connect/gateway'
  | 'tests/test'
  | 'diagnose/collect'
  | 'cleanup/remove';

/** One thing that a phase did: what, from when to when, and how it ended. Times are milliseconds since the epoch. */
export interface Step {
  readonly id: StepId;
  readonly phase: Phase;
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly status: 'running' | 'done' | 'failed';
  /** The newest word on how far it is, or on how it ended. */
  readonly detail?: string;
}
