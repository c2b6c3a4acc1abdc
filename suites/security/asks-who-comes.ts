import { describe } from 'vitest';
import type { Basics } from '../../fixtures/fixture.ts';
import { test as base } from './test.ts';
import type { Attempt } from './tried-door.ts';

/** What somebody tries at a server who has no business there. */
interface Tries<Doors> {
  /** Who that is. */
  readonly who: string;
  /** What comes by it (blueprint/threats.yaml). */
  readonly threat: string;
  readonly acts: Readonly<Record<string, (doors: Doors) => Promise<Attempt>>>;
}

/** Comes to a server; undefined where it lets in whoever comes, so that there is no door to try. */
type Come<Doors> = (stack: Basics, onLeaving: (leave: () => Promise<void>) => void) => Promise<Doors | undefined>;

/** Why a server's doors are not tried. The profile `security` grants it (blueprint/profiles). */
export function asksNobody(server: string): string {
  return `this ${server} asks nobody who they are: the overlay \`secure\` has it ask`;
}

/** Declares the tests that a server asks who comes, and lets each do what is their business. They are skipped where it asks nobody. */
export function asksWhoComes<Doors>(server: string, come: Come<Doors>, ...tries: readonly Tries<Doors>[]): void {
  const test = base.extend('doors', { scope: 'file' }, ({ gateway, kubernetes, target }, { onCleanup }) =>
    come({ gateway, kubernetes, target }, onCleanup),
  );
  for (const { who, threat, acts } of tries)
    describe(who, () => {
      test.for(Object.entries(acts))('%s', async ([, act], { door, doors }) => {
        if (doors === undefined) return door.cannotBeClosed(threat, asksNobody(server));
        door.found(threat, await act(doors));
      });
    });
}
