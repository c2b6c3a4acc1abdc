import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stringify } from 'yaml';
import { GroundFailure } from '../base/failure.ts';
import { systemNamed, type StackPart } from '../model/stack.ts';
import { renderSharedConfig, type SharedConfig } from './config.ts';
import { factsInFiles, reachesFiles } from './facts-in-files.ts';

/**
 * Renders the shared ConfigMaps. Where systems are there already their addresses are laid over what the folders say of them, and whatever the
 * blueprint derives from an address follows.
 * @throws GroundFailure as renderSharedConfig(), and for an address that a system does not have
 */
export async function renderConfig(
  folders: readonly string[],
  part: StackPart,
  kubectl: string,
  signal: AbortSignal,
): Promise<SharedConfig> {
  const made: string[] = [];
  const laidOver = async (folder: string, changes: Changes): Promise<string> => {
    const overlay = await overlayOf(folder, changes);
    made.push(overlay);
    return overlay;
  };
  try {
    const whole = await Promise.all(folders.map(async (folder) => (reachesFiles(folder) ? folder : await laidOver(folder, new Map()))));
    const config = await renderSharedConfig(whole, kubectl, signal);
    const changes = changesTo(config, part);
    if (changes.size === 0) return config;
    const changed: string[] = [];
    for (const [index, folder] of folders.entries()) {
      const names = (await renderSharedConfig(whole.slice(index, index + 1), kubectl, signal)).keys();
      changed.push(await laidOver(folder, new Map([...names].flatMap((name) => [[name, changes.get(name) ?? []]]))));
    }
    return await renderSharedConfig(changed, kubectl, signal);
  } finally {
    await Promise.all(made.map((folder) => rm(folder, { recursive: true })));
  }
}

/** What is changed in ConfigMaps, by their names: key=value. */
type Changes = ReadonlyMap<string, readonly string[]>;

function changesTo(config: SharedConfig, { stack, existing = {} }: StackPart): Changes {
  const changes = new Map<string, string[]>();
  for (const [system, { address }] of Object.entries(existing)) {
    const maps = systemNamed(stack, system).publishes.map((name) => [name, factsOf(config.get(name)?.data)] as const);
    for (const [key, value] of Object.entries(address)) {
      const home = maps.find(([, facts]) => key in facts)?.[0];
      if (home === undefined)
        throw new GroundFailure(
          `${system} has no address “${key}”`,
          `In the file of --existing, use: ${maps.flatMap(([, facts]) => Object.keys(facts)).join(', ')}.`,
        );
      changes.set(home, [...(changes.get(home) ?? []), `${key}=${value}`]);
    }
  }
  return changes;
}

/** What a ConfigMap says of an address: what has a dot in its name is a file. */
function factsOf(data: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(data).filter(([key]) => !key.includes('.')));
}

/** A folder in which Kustomize finds another one with changes. Kustomize takes no absolute path. */
async function overlayOf(folder: string, changes: Changes): Promise<string> {
  const overlay = await realpath(await mkdtemp(join(tmpdir(), 'touchstone-existing-')));
  const generators = [...changes].filter(([, literals]) => literals.length > 0);
  const component = factsInFiles(await realpath(folder));
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: [relative(overlay, await realpath(folder))],
    generatorOptions: { disableNameSuffixHash: true },
    configMapGenerator: generators.map(([name, literals]) => ({ name, behavior: 'merge', literals })),
    components: component === undefined ? [] : [relative(overlay, component)],
  };
  await writeFile(join(overlay, 'kustomization.yaml'), stringify(kustomization));
  return overlay;
}
