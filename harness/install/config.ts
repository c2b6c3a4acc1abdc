import { relative } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { CommandError, run } from '../base/command.ts';
import { GroundFailure } from '../base/failure.ts';
import type { Tools } from '../host/tools.ts';
import { ROOT } from '../base/paths.ts';

/** A ConfigMap as Kustomize renders it. */
interface ConfigMap {
  readonly metadata: { readonly name: string };
  readonly data: Readonly<Record<string, string>>;
}

/** The blueprint's shared ConfigMaps, by name. */
export type SharedConfig = ReadonlyMap<string, ConfigMap>;

/** Renders a folder of the blueprint with Kustomize. @throws GroundFailure with Kustomize's words when it does not render */
export async function renderSharedConfig(folder: string, tools: Tools, signal: AbortSignal): Promise<SharedConfig> {
  try {
    const rendered = await run(tools.kubectl, ['kustomize', folder], { signal });
    const maps = parseAllDocuments(rendered).map((document) => document.toJS() as ConfigMap);
    return new Map(maps.map((map) => [map.metadata.name, map]));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new GroundFailure(
      'the blueprint does not render',
      `Mend it; try: kubectl kustomize ${relative(ROOT, folder)}`,
      error.output.slice(-4),
    );
  }
}
