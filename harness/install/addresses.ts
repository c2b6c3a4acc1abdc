import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stringify } from 'yaml';
import { systemNamed, type StackPart } from '../model/stack.ts';

/**
 * Gives work the folder that Kustomize renders the shared ConfigMaps from: the one given, or where systems are there already an overlay of it with their
 * addresses, so that whatever the blueprint derives from an address follows.
 */
export async function withAddresses<T>(folder: string, part: StackPart, work: (folder: string) => Promise<T>): Promise<T> {
  const generators = generatorsOf(part);
  if (generators.length === 0) return work(folder);
  const overlay = await realpath(await mkdtemp(join(tmpdir(), 'touchstone-existing-')));
  try {
    const kustomization = {
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: [relative(overlay, await realpath(folder))],
      generatorOptions: { disableNameSuffixHash: true },
      configMapGenerator: generators,
    };
    await writeFile(join(overlay, 'kustomization.yaml'), stringify(kustomization));
    return await work(overlay);
  } finally {
    await rm(overlay, { recursive: true });
  }
}

function generatorsOf({ stack, existing = {} }: StackPart): object[] {
  return Object.entries(existing).flatMap(([system, { address }]) =>
    Object.keys(systemNamed(stack, system).address ?? {}).map((name) => ({
      name,
      behavior: 'merge',
      literals: Object.entries(address).map(([key, value]) => `${key}=${value}`),
    })),
  );
}
