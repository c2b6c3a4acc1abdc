import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { run, tryRun } from '../base/command.ts';
import { GroundFailure } from '../base/failure.ts';
import { together } from '../base/together.ts';
import { docker } from '../engine/docker.ts';
import { CACHE } from '../base/paths.ts';
import type { Stream } from '../stream/stream.ts';
import { fetchRelease } from './fetch-release.ts';
import { RELEASES } from './releases.ts';

/** A command-line tool that the harness drives, pinned. */
interface Tool {
  readonly name: keyof typeof RELEASES;
  /** As far as the release and the image agree. */
  readonly version: string;
  /** What makes the tool print its version. */
  readonly versionArguments: readonly string[];
  /** Which other versions do as well: the same up to this part. */
  readonly fits: RegExp;
  /** The image that carries it, for hosts that the release site is out of reach of, and its path in there. */
  readonly image: { readonly name: string; readonly path: string };
}

const TOOLS: readonly Tool[] = [
  {
    name: 'kind',
    version: '0.33.0',
    versionArguments: ['version'],
    fits: /v0\.33\./,
    image: { name: 'host-tools', path: '/kind' },
  },
  {
    name: 'helm',
    version: '3.22.0',
    versionArguments: ['version', '--short'],
    fits: /v3\.(1[89]|[2-9]\d)\./,
    image: { name: 'host-tools', path: '/helm' },
  },
  {
    name: 'kubectl',
    version: '1.37',
    versionArguments: ['version', '--client'],
    fits: /v1\.3[678]\./,
    image: { name: 'kind-node', path: '/usr/bin/kubectl' },
  },
];

export type ToolName = Tool['name'];

/** Where each tool is. */
export type Tools = Readonly<Record<ToolName, string>>;

/** Where tools lie that the harness got itself. */
export const TOOLS_FOLDER = join(CACHE, 'tools');

/** Where a tool that fits is already: on the PATH or in the cache; undefined when it is nowhere. */
export async function findTool(name: ToolName, signal: AbortSignal): Promise<string | undefined> {
  const tool = toolNamed(name);
  for (const candidate of [tool.name, cachedPath(tool)]) {
    const version = await tryRun(candidate, tool.versionArguments, { signal });
    if (version !== undefined && tool.fits.test(version)) return candidate;
  }
  return undefined;
}

/**
 * Gives all tools: from the PATH when the version fits, else the official release (pinned by its checksum), else out of an image that was
 * built from their published Go modules.
 * @param imageReference gives the local reference of an image by name, building it if need be
 * @throws GroundFailure when a tool can be had in none of these ways
 */
export async function ensureTools(
  imageReference: (name: string, signal: AbortSignal) => Promise<string>,
  stream: Stream,
  signal: AbortSignal,
): Promise<Tools> {
  const paths = await together(
    signal,
    TOOLS.map((tool) => (stop: AbortSignal) => ensureTool(tool, imageReference, stream, stop)),
  );
  return byName(paths);
}

/** All tools where they are already. @throws GroundFailure that names those that are nowhere */
export async function findTools(signal: AbortSignal): Promise<Tools> {
  const paths = await Promise.all(TOOLS.map(({ name }) => findTool(name, signal)));
  const missing = TOOLS.filter((_, index) => paths[index] === undefined).map(({ name }) => name);
  if (missing.length > 0)
    throw new GroundFailure(`${missing.join(', ')} cannot be found`, 'Put them on your PATH, or let `touchstone up` get them.');
  return byName(paths);
}

/** The files of tools, under the names that they have in the folder of those that the harness got itself. */
export async function toolFiles(tools: Tools, signal: AbortSignal): Promise<{ readonly file: string; readonly path: string }[]> {
  return Promise.all(
    TOOLS.map(async (tool) => {
      const path = await run('sh', ['-c', 'command -v "$0"', tools[tool.name]], { signal });
      return { file: basename(cachedPath(tool)), path: path.trim() };
    }),
  );
}

/** Paths in the order of TOOLS, none missing, by the tool's name. */
function byName(paths: readonly (string | undefined)[]): Tools {
  return Object.fromEntries(TOOLS.map(({ name }, index) => [name, paths[index]])) as Tools;
}

async function ensureTool(
  tool: Tool,
  imageReference: (name: string, signal: AbortSignal) => Promise<string>,
  stream: Stream,
  signal: AbortSignal,
): Promise<string> {
  const found = await findTool(tool.name, signal);
  if (found !== undefined) return found;
  return stream.step('host/tool', `get ${tool.name} ${tool.version}`, async (progress) => {
    await mkdir(TOOLS_FOLDER, { recursive: true });
    const folder = await mkdtemp(join(TOOLS_FOLDER, `${tool.name}-`));
    try {
      const fresh = join(folder, tool.name);
      if (await fetchRelease(RELEASES[tool.name], fresh, signal)) progress('official release, as pinned');
      else {
        progress(`from the image ${tool.image.name}: the release site is out of reach`);
        await copyOut(await imageReference(tool.image.name, signal), tool.image.path, fresh, signal);
      }
      await chmod(fresh, 0o755);
      await rename(fresh, cachedPath(tool)); // whole or not at all
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return cachedPath(tool);
  });
}

async function copyOut(reference: string, path: string, target: string, signal: AbortSignal): Promise<void> {
  const container = (await docker(['create', reference], { signal })).trim();
  try {
    await docker(['cp', `${container}:${path}`, target], { signal });
  } finally {
    await docker(['rm', container]);
  }
}

function cachedPath(tool: Tool): string {
  return join(TOOLS_FOLDER, `${tool.name}-${tool.version}`);
}

function toolNamed(name: ToolName): Tool {
  const tool = TOOLS.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  return tool;
}
