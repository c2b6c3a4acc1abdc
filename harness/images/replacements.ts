import { UsageError } from '../base/failure.ts';
import { checkKnown } from '../base/known-name.ts';
import type { Project } from '../base/project.ts';
import { readCatalogue } from './catalogue.ts';

/**
 * References that a user names in place of the catalogue's, by image name.
 * @param said NAME=REFERENCE, several separated by commas
 * @throws UsageError for what is not that, and for an image that there is not
 */
export function replacementsIn(said: string | undefined, project: Project): ReadonlyMap<string, string> {
  const names = [...readCatalogue(project).values()].filter(({ stage }) => !stage).map(({ name }) => name);
  const pairs = (said ?? '').split(',').filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair): [string, string] => {
      const [, name = '', reference = ''] = /^([^=]+)=(\S+)$/.exec(pair.trim()) ?? [];
      if (reference === '') throw new UsageError(`--image takes NAME=REFERENCE, not "${pair}"`);
      checkKnown('image', name, names);
      return [name, reference];
    }),
  );
}
