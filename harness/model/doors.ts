import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { doorSchema, type Door } from './door.ts';
import type { TestRecord } from './record.ts';

export const doorVerdictSchema = doorSchema.extend({
  name: z.string().describe('The test that tried it: who came, and where to'),
});

/** What a run says of one door: the second map, beside the edges. */
export type DoorVerdict = Frozen<z.infer<typeof doorVerdictSchema>>;

/** The worse, the later. */
const ORDER: readonly Door['status'][] = ['closed', 'not enforceable here', 'open'];

/** Each door that was tried, by its name; one that was tried in several rounds as it was found at its worst. */
export function doorsOf(records: readonly TestRecord[]): DoorVerdict[] {
  const found = new Map<string, DoorVerdict>();
  for (const { name, door } of records) {
    const before = found.get(name);
    if (door && (before === undefined || isWorse(door, before))) found.set(name, { name, ...door });
  }
  return [...found.values()];
}

function isWorse(one: Door, other: Door): boolean {
  return ORDER.indexOf(one.status) > ORDER.indexOf(other.status);
}

/** "92 doors closed, 3 open, 1 not enforceable here"; undefined where none was tried. */
export function doorsLine(doors: readonly DoorVerdict[]): string | undefined {
  if (doors.length === 0) return undefined;
  const counts = ORDER.map((status) => [doors.filter((door) => door.status === status).length, status] as const);
  return `doors: ${counts.flatMap(([count, status]) => (count === 0 ? [] : [`${count} ${status}`])).join(', ')}`;
}
