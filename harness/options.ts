import { UsageError } from './base/failure.ts';
import type { ImagePolicy } from './images/policy.ts';
import type { GroundOptions } from './stand-up.ts';
import { checkKnown } from './base/known-name.ts';
import { checkOverlayName } from './model/overlay.ts';
import { readStack } from './model/stack.ts';
import { checkSuiteNames, suiteNames } from './model/suite.ts';
import type { Cluster } from './cluster/cluster.ts';

/** What the command line gives, all commands' options together. */
export interface RawOptions {
  readonly suite?: string;
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace: string;
  readonly images: ImagePolicy;
  readonly nodes: number;
  readonly overlay?: string;
  readonly timeout: number;
  readonly fresh?: boolean;
  readonly grep?: string;
  readonly edge?: string;
  readonly list?: boolean;
  readonly keep: boolean;
  readonly scale: string;
  readonly repeat: number;
  readonly results: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** The suites chosen; all when none is named. @throws UsageError for an unknown one */
export function chosenSuites({ suite }: RawOptions): string[] {
  if (suite === undefined) return suiteNames();
  const names = namesIn(suite);
  if (names.length === 0) throw new UsageError(`--suite names no suite; there are: ${suiteNames().join(', ')}`);
  checkSuiteNames(names);
  return [...new Set(names)];
}

/** The edges chosen, none when all are; `->` is what keyboards have for `→`. @throws UsageError for an unknown one, with the nearest */
export function chosenEdges({ edge }: RawOptions): string[] {
  if (edge === undefined) return [];
  const known = Object.keys(readStack().edges);
  const names = namesIn(edge).map((name) => name.replace('->', '→'));
  if (names.length === 0) throw new UsageError(`--edge names no edge; there are: ${known.join(', ')}`);
  names.forEach((name) => checkKnown('edge', name, known));
  return names;
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The user's own cluster, if they named one. @throws UsageError for flags that make no sense together or a kubeconfig that is none */
export async function chosenCluster({ kubeconfig, context, namespace }: RawOptions): Promise<Cluster | undefined> {
  if (kubeconfig !== undefined) {
    // Kubernetes' client takes longer to load than a word about wrong usage should.
    const { ownCluster } = await import('./targets/own/own.ts');
    return ownCluster({ kubeconfig, context, namespace });
  }
  if (context !== undefined) throw new UsageError('--context says which context of a --kubeconfig; name that too');
  return undefined;
}

/** What the options say of the ground. @throws UsageError for an unknown overlay */
export async function groundOptions(options: RawOptions): Promise<GroundOptions> {
  const { images, nodes, overlay, timeout } = options;
  checkOverlayName(overlay);
  const own = await chosenCluster(options);
  // What stands on a user's own cluster is theirs to keep, whatever the environment says.
  const fresh = options.fresh ?? (own === undefined && process.env.CI === 'true');
  return { images, nodes, overlay, fresh, timeout: timeout * 1000, own };
}
