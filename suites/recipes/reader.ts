import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ROOT, findTools, howTouchstoneEnds, kubectlFlags, run, type Ended, type Given } from '../../harness/index.ts';

/** What documents call the cluster that they speak of. */
const CONTEXT = 'production-copy';

/** Where and for how long somebody follows a document. */
interface Stay {
  /** Where what it makes is to be, if it lets one choose. */
  readonly namespace: string;
  readonly signal: AbortSignal;
}

/** Somebody who types what a document says. */
export interface Reader {
  /** Types a document's commands. @param document its path in the repository @returns how that ends, the blocks that went as shown left out */
  readonly follow: (document: string, stay: Stay) => Promise<Ended>;
  /** Runs kubectl as the reader does. */
  readonly kubectl: (...args: readonly string[]) => Promise<string>;
  readonly leave: () => Promise<void>;
}

/** A reader who has the tools of this run, a kubeconfig that leads to its cluster, and a copy of what documents write to: the repository stays as it is. */
export async function readerOn(target: Given): Promise<Reader> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-recipes-'));
  await copyRepository(folder);
  const kubeconfig = join(folder, 'kubeconfig');
  await writeFile(kubeconfig, await kubeconfigOf(target), { mode: 0o600 });
  const tools = await toolsIn(join(folder, 'tools'), target);
  const env = {
    ...imageVariables(target),
    KUBECONFIG: kubeconfig,
    PATH: [tools, process.env.PATH ?? ''].join(delimiter),
  };
  return {
    follow: async (document, { namespace, signal }) => {
      const { code, words } = await howTouchstoneEnds(['doctest', document], {
        cwd: folder,
        env: { ...env, NAMESPACE: namespace },
        signal,
      });
      return { code, words: words.replace(/^✓ .*\n/gm, '') };
    },
    kubectl: (...args) => run(target.kubectl, args, { env }),
    leave: () => rm(folder, { recursive: true }),
  };
}

/** The blueprint is copied, overlays are written to it; all else is linked. */
async function copyRepository(folder: string): Promise<void> {
  const linked = (await readdir(ROOT)).filter((name) => !['blueprint', 'results'].includes(name) && !name.startsWith('.'));
  await Promise.all(linked.map((name) => symlink(join(ROOT, name), join(folder, name))));
  await cp(join(ROOT, 'blueprint'), join(folder, 'blueprint'), { recursive: true });
}

/** The kubeconfig of the run, whose only context has the name that documents call it by. */
async function kubeconfigOf(target: Given): Promise<string> {
  const view = ['config', 'view', '--raw', '--minify', '--flatten', '--output=json'];
  const { contexts, ...rest } = JSON.parse(await run(target.kubectl, [...kubectlFlags(target), ...view])) as {
    readonly contexts: readonly object[];
  };
  return JSON.stringify({ ...rest, contexts: contexts.map((one) => ({ ...one, name: CONTEXT })), 'current-context': CONTEXT });
}

/** Makes a folder that has kubectl and Helm under these names. */
async function toolsIn(folder: string, { kubectl }: Given): Promise<string> {
  const { helm } = await findTools(AbortSignal.timeout(10_000));
  await mkdir(folder);
  for (const [name, path] of Object.entries({ kubectl, helm })) await symlink(await pathOf(path), join(folder, name));
  return folder;
}

/** Where a tool is that may be known by its name on the PATH alone. */
async function pathOf(tool: string): Promise<string> {
  return (await run('sh', ['-c', 'command -v "$0"', tool])).trim();
}

/** What the cluster has, by the variables of docs/by-hand.md: HIVE_METASTORE_IMAGE and so on. */
function imageVariables({ images }: Given): Record<string, string> {
  const variable = (name: string): string => `${name.toUpperCase().replaceAll('-', '_')}_IMAGE`;
  return Object.fromEntries(Object.entries(images).map(([name, reference]) => [variable(name), reference]));
}
