import { stringify } from 'yaml';
import type { Profile } from '../model/profile.ts';
import type { Results } from '../model/results.ts';
import { junitOf } from '../reporters/junit.ts';
import { checksumsOf } from './checksums.ts';
import { logOf } from './log.ts';
import { ownVersion } from './maker.ts';
import { productText, type Product } from './product.ts';
import { readmeOf } from './readme.ts';
import { sonobuoyFiles } from './sonobuoy.ts';

/** Texts by path, which is that in the archive. */
export type Files = ReadonlyMap<string, string>;

/** What a bundle says; everything in it follows from these. */
export interface Statement {
  readonly product: Product;
  readonly profile: Profile;
  readonly results: Results;
}

/** All files of a bundle, by path in order: at its root what the Kubernetes conformance repository asks for, below plugins/ and meta/ what Sonobuoy does. */
export function bundleOf({ product, profile, results }: Statement): Files {
  const maker = `Touchstone ${ownVersion()}, profile ${profile.name} ${profile.version}`;
  const [junit, log] = [junitOf(results), logOf(results, maker)];
  const files: Readonly<Record<string, string>> = {
    'PRODUCT.yaml': productText(product),
    'README.md': readmeOf(product, profile, results, maker),
    'cluster.json': json(results.cluster),
    'e2e.log': log,
    'images.json': json({ planned: results.images, ran: results.cluster?.images }),
    'junit_01.xml': junit,
    'profile.yaml': stringify({ touchstone: ownVersion(), ...profile }, { lineWidth: 0 }),
    'results.json': json(results),
    ...sonobuoyFiles(results, { junit, log }),
  };
  return inOrder([...Object.entries(files), checksumsOf(files)]);
}

function inOrder(files: readonly (readonly [string, string])[]): Files {
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function json(value: unknown): string {
  return `${JSON.stringify(value ?? null, undefined, 2)}\n`;
}
