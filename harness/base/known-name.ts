import { closest } from 'fastest-levenshtein';
import { UsageError } from './failure.ts';

/** Checks a name that a user gave. @param what what it names: a suite, an edge … @throws UsageError with the nearest name, and all that there are */
export function checkKnown(what: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  throw new UsageError(`there is no ${what} "${name}"; did you mean "${closest(name, known)}"? There are: ${known.join(', ')}`);
}
