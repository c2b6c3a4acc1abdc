/** Why the engine of this host cannot be used, told apart by what it or its command line says. */
export type EngineProblem =
  | 'no command line'
  | 'not running'
  | 'not permitted'
  | 'out of reach'
  | 'silent'
  | 'no such context'
  | 'on another machine'
  | 'Podman'
  | 'rootless without limits'
  | 'something else';

/** What is the matter with the engine. */
export interface EngineTrouble {
  readonly problem: EngineProblem;
  /** In its own words, or of where it is. */
  readonly said: string;
}
