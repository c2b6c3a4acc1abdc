import { UsageError } from '../base/failure.ts';
import { checkKnown } from '../base/known-name.ts';
import type { Catalogue } from './catalogue.ts';
import { registryOf } from './registry.ts';

/**
 * The catalogue with public references as mirrors of their registries have them: HOST/PREFIX in the place of the registry's host.
 * @param said REGISTRY=HOST/PREFIX, several separated by commas
 * @throws UsageError for what is not that, and for a registry that no image is of
 */
export function throughMirrors(catalogue: Catalogue, said: string | undefined): Catalogue {
  const mirrors = mirrorsIn(said, catalogue);
  return new Map(
    [...catalogue].map(([name, image]) => {
      const { upstream = '' } = image;
      const mirror = mirrors.get(registryOf(upstream));
      return [
        name,
        mirror === undefined ? image : { ...image, upstream: mirror + upstream.slice(registryOf(upstream).length), mirrors: upstream },
      ];
    }),
  );
}

function mirrorsIn(said: string | undefined, catalogue: Catalogue): ReadonlyMap<string, string> {
  const registries = new Set([...catalogue.values()].flatMap(({ upstream }) => (upstream === undefined ? [] : [registryOf(upstream)])));
  const pairs = (said ?? '').split(',').filter((pair) => pair !== '');
  return new Map(
    pairs.map((pair): [string, string] => {
      const [, registry = '', mirror = ''] = /^([^=]+)=([^/\s]+(?:\/[^/\s]+)*)$/.exec(pair.trim()) ?? [];
      if (mirror === '') throw new UsageError(`--mirror takes REGISTRY=HOST/PREFIX (docker.io=harbor.example.com/hub), not "${pair}"`);
      checkKnown('registry', registry, [...registries]);
      return [registry, mirror];
    }),
  );
}
