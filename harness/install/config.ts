import { relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { run } from '../base/command.ts';
import { orGround } from '../base/or-ground.ts';
import { ROOT } from '../base/paths.ts';
import type { Api } from '../cluster/api.ts';
import { LABEL } from '../cluster/label.ts';
import type { InstallContext } from './context.ts';

/** A ConfigMap as Kustomize renders it. */
interface ConfigMap {
  readonly metadata: { readonly name: string };
  readonly data: Readonly<Record<string, string>>;
}

/** The blueprint's shared ConfigMaps, by name. */
export type SharedConfig = ReadonlyMap<string, ConfigMap>;

/**
 * Renders a folder of the blueprint with Kustomize.
 * @param kubectl its path
 * @throws GroundFailure with Kustomize's words when it does not render
 */
export async function renderSharedConfig(folder: string, kubectl: string, signal: AbortSignal): Promise<SharedConfig> {
  const rendered = await orGround(run(kubectl, ['kustomize', folder], { signal }), (error) => ({
    what: 'the blueprint does not render',
    mend: `Mend it; try: kubectl kustomize ${relative(ROOT, folder)}`,
    evidence: error.output.slice(-4),
  }));
  const maps = parseAllDocuments(rendered).map((document) => document.toJS() as ConfigMap);
  return new Map(maps.map((map) => [map.metadata.name, map]));
}

/** Applies the shared ConfigMaps. @returns the names of those that stood with other values */
export async function applySharedConfig(
  config: SharedConfig,
  { access, signal }: Pick<InstallContext, 'access' | 'signal'>,
): Promise<ReadonlySet<string>> {
  const changed = await changedMaps(config, access.api, access.namespace);
  const objects = [...config.values()].map((map) => ({ ...map, metadata: { ...map.metadata, labels: LABEL } }));
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  await access.kubectl(['apply', '--server-side', '--force-conflicts', '--field-manager=touchstone', '--filename=-'], {
    signal,
    input: list,
  });
  return changed;
}

async function changedMaps(config: SharedConfig, api: Api, namespace: string): Promise<ReadonlySet<string>> {
  const { items } = await api.core.listNamespacedConfigMap({ namespace });
  const standing = new Map(items.map(({ metadata, data }) => [metadata?.name ?? '', data ?? {}]));
  const differs = ([name, { data }]: [string, { data: Readonly<Record<string, string>> }]): boolean =>
    standing.has(name) && !isDeepStrictEqual(standing.get(name), data);
  return new Set([...config].filter(differs).map(([name]) => name));
}
