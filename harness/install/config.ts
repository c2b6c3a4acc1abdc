import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { run } from '../base/command.ts';
import { GroundFailure } from '../base/failure.ts';
import { orGround } from '../base/or-ground.ts';
import { asTyped } from '../base/paths.ts';
import { together } from '../base/together.ts';
import type { Api } from '../cluster/api.ts';
import { LABEL } from '../cluster/label.ts';
import { applyObjects } from './apply.ts';
import type { InstallContext } from './context.ts';

/** A ConfigMap as Kustomize renders it. */
interface ConfigMap {
  readonly metadata: { readonly name: string };
  readonly data: Readonly<Record<string, string>>;
}

/** The blueprint's shared ConfigMaps, by name. */
export type SharedConfig = ReadonlyMap<string, ConfigMap>;

/**
 * Renders folders of the blueprint with Kustomize. One of them may build on another: what both generate alike is the same.
 * @param kubectl its path
 * @throws GroundFailure with Kustomize's words when one does not render, or when two generate a ConfigMap of the same name that differs
 */
export async function renderSharedConfig(folders: readonly string[], kubectl: string, signal: AbortSignal): Promise<SharedConfig> {
  const parts = await together(
    signal,
    folders.map((folder) => (stop: AbortSignal) => renderFolder(folder, kubectl, stop)),
  );
  const config = new Map<string, ConfigMap>();
  for (const [name, map] of parts.flatMap((part) => [...part])) {
    if (config.has(name) && !isDeepStrictEqual(config.get(name)?.data, map.data))
      throw new GroundFailure(
        `the ConfigMap ${name} is generated twice, and differs: ${folders.map(asTyped).join(', ')}`,
        'Give the one of yours another name.',
      );
    config.set(name, map);
  }
  return config;
}

async function renderFolder(folder: string, kubectl: string, signal: AbortSignal): Promise<SharedConfig> {
  const rendered = await orGround(run(kubectl, ['kustomize', folder], { signal }), (error) => ({
    what: 'the blueprint does not render',
    mend: `Mend it; try: kubectl kustomize ${asTyped(folder)}`,
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
  await applyObjects(objects, { access, signal });
  return changed;
}

async function changedMaps(config: SharedConfig, api: Api, namespace: string): Promise<ReadonlySet<string>> {
  const { items } = await api.core.listNamespacedConfigMap({ namespace });
  const standing = new Map(items.map(({ metadata, data }) => [metadata?.name ?? '', data ?? {}]));
  const differs = ([name, { data }]: [string, { data: Readonly<Record<string, string>> }]): boolean =>
    standing.has(name) && !isDeepStrictEqual(standing.get(name), data);
  return new Set([...config].filter(differs).map(([name]) => name));
}
