import type { Probe } from './probe.ts';

/** What attack.mjs says where nobody did. */
const NO_ANSWER = 'no answer';

/** Why a door cannot be closed where no wall stands. */
export const NOT_ENFORCED = 'network policies are not enforced: a pod was reached at a port that one shuts';

/** What a cluster does about connections that no policy lets through. */
export interface Wall {
  readonly stands: boolean;
  /** What is said to who is refused; `connected` where it does not stand. */
  readonly words: string;
}

/** Whether these words are a wall's: what it says, or nothing. Nodes send few refusals a second to one address, and who comes to many doors misses some. */
export function holdsBack(wall: Wall, words: string): boolean {
  return words === wall.words || words === NO_ANSWER;
}

/** What a visitor's answers at the probe say of the cluster. @throws Error when it was not reached where everybody may */
export function wallAt({ left, shut }: Pick<Probe, 'left' | 'shut'>, answers: ReadonlyMap<string, string>): Wall {
  const [there, words = 'nothing'] = [answers.get(left), answers.get(shut)];
  if (there !== 'connected')
    throw new Error(`the probe of network policies was not reached at ${left}, where everybody may: ${there ?? 'nothing was said'}`);
  return { stands: words !== 'connected', words };
}
