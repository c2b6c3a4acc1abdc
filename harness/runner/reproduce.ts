import { quote } from '../base/quote.ts';
import type { TestRecord } from '../model/record.ts';

/** What a user may say of a run, wherever it takes place. */
export interface Asked {
  /** Milliseconds that each system, and the nodes, have to become ready. */
  readonly timeout: number;
  /** An overlay of the blueprint; the target chooses one when none is named. */
  readonly overlay?: string | undefined;
  /** The file that says which systems are there already. */
  readonly existing?: string | undefined;
  /** How much data the suites make. */
  readonly scale: string;
  /** How often tests run. */
  readonly repeat: number;
  /** A new cluster in place of the standing one, removed after the run unless it is to be kept. */
  readonly fresh: boolean;
  readonly keep: boolean;
  /** The folder that gets a folder for this run; there are no reports without. */
  readonly results?: string | undefined;
  /** The command line, for the report. */
  readonly arguments: readonly string[];
}

/** How long systems have to become ready when the user says nothing of it, in milliseconds. */
export const TIMEOUT = 300_000;

/** The one command that runs a failed test again, in the way in which this run was made. @param flags those that lead to the target */
export function reproduction(
  { suite, name }: TestRecord,
  { overlay, existing, scale, repeat, timeout }: Pick<Asked, 'overlay' | 'existing' | 'scale' | 'repeat' | 'timeout'>,
  flags: readonly string[],
): string {
  const all = [
    `--suite ${suite}`,
    ...patternFor(name),
    ...(scale === 'tiny' ? [] : [`--scale ${scale}`]),
    ...(repeat === 1 ? [] : [`--repeat ${repeat}`]),
    ...(overlay === undefined ? [] : [`--overlay ${overlay}`]),
    ...(existing === undefined ? [] : [`--existing ${quote(existing)}`]),
    ...(timeout === TIMEOUT ? [] : [`--timeout ${timeout / 1000}`]),
    ...flags,
  ];
  return `npm test -- ${all.join(' ')}`;
}

/** A hook around several tests failed: its tests are those of its describe block, and of the whole file where it has none. */
const SET_UP = / ?\(set-up or tear-down\)$/;

/** What chooses the test; nothing where it is a file as a whole, or no test. */
function patternFor(name: string): string[] {
  const words = name.replaceAll(' > ', ' ');
  if (['the test file itself', '(set-up or tear-down)', 'outside of any test'].includes(words)) return [];
  if (SET_UP.test(words)) return [`--grep ${quote(`^${escapePattern(words.replace(SET_UP, ''))} `)}`];
  return [`--grep ${quote(`^${escapePattern(words)}$`)}`];
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
