import { UsageError } from './failure.ts';
import { asTyped } from './paths.ts';

/** What one place has, by name. */
interface Part<Entry> {
  /** Absolute path. */
  readonly place: string;
  readonly entries: Readonly<Record<string, Entry>>;
}

/**
 * What several places have, as one. @param what they have: a system, an edge …
 * @throws UsageError for a name that two of them have: which one was meant nobody could tell
 */
export function merged<Entry>(what: string, parts: readonly Part<Entry>[]): Record<string, Entry> {
  const owners = new Map<string, string>();
  for (const { place, entries } of parts) {
    for (const name of Object.keys(entries)) {
      const owner = owners.get(name);
      if (owner !== undefined)
        throw new UsageError(`the ${what} ${name} is in both ${asTyped(owner)} and ${asTyped(place)}; call yours otherwise`);
      owners.set(name, place);
    }
  }
  return Object.assign({}, ...parts.map(({ entries }) => entries)) as Record<string, Entry>;
}
