import type { TestRecord } from '../model/record.ts';
import { ANYWHERE } from '../options/commands.ts';
import { flagsAgain, type Values } from '../options/option.ts';

/**
 * The one command that runs a failed test again, in the way in which this run was made.
 * @param said what the user said of the run
 * @param flags those that lead to the target
 */
export function reproduction({ suite, name }: TestRecord, said: Values, flags: readonly string[]): string {
  return `npm test -- ${[...flagsAgain(ANYWHERE, { ...said, suite, grep: patternFor(name) }), ...flags].join(' ')}`;
}

/** A hook around several tests failed: its tests are those of its describe block, and of the whole file where it has none. */
const SET_UP = / ?\(set-up or tear-down\)$/;

/** What chooses the test; nothing where it is a file as a whole, or no test. */
function patternFor(name: string): string | undefined {
  const words = name.replaceAll(' > ', ' ');
  if (['the test file itself', '(set-up or tear-down)', 'outside of any test'].includes(words)) return undefined;
  if (SET_UP.test(words)) return `^${escapePattern(words.replace(SET_UP, ''))} `;
  return `^${escapePattern(words)}$`;
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
