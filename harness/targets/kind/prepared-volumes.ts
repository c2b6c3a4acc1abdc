import { readFileSync } from 'node:fs';
import type { V1PersistentVolume } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import type { Access } from '../../cluster/access.ts';
import { docker } from '../../engine/docker.ts';

/**
 * What an administrator does for an overlay that brings its own volumes: gives each its folder on every node, which any user may write to, and applies the file.
 * A volume whose claim has gone waits for nobody: it is made anew, and empty.
 */
export async function prepareVolumes(file: string, access: Access, nodes: readonly string[]): Promise<void> {
  const wanted = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as V1PersistentVolume);
  const folders = new Map(wanted.map(({ metadata, spec }) => [metadata?.name ?? '', spec?.hostPath?.path]));
  const { items } = await access.api.core.listPersistentVolume();
  const released = items.flatMap(({ metadata, status }) =>
    status?.phase === 'Released' && folders.has(metadata?.name ?? '') ? (metadata?.name ?? []) : [],
  );
  const emptied = released.flatMap((name) => folders.get(name) ?? []);
  if (released.length > 0) await access.kubectl(['delete', 'persistentvolume', ...released]);
  const made = [...folders.values()].filter((folder) => folder !== undefined);
  for (const node of nodes) {
    if (emptied.length > 0) await docker(['exec', node, 'rm', '-rf', ...emptied]);
    if (made.length > 0) await docker(['exec', node, 'mkdir', '--parents', '--mode=0777', ...made]);
  }
  await access.kubectl(['apply', '--server-side', `--filename=${file}`]);
}
