import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, tryRun } from '../base/command.ts';
import { withDeadline } from '../base/deadline.ts';
import { GroundFailure } from '../base/failure.ts';
import { together } from '../base/together.ts';
import { docker } from '../engine/docker.ts';
import { CACHE } from '../base/paths.ts';
import type { Stream } from '../stream/stream.ts';
import { download } from './download.ts';

const DOWNLOAD_PATIENCE = 4_000;

/** A command-line tool that the harness drives, pinned. */
interface Tool {
  readonly name: 'kind' | 'helm' | 'kubectl';
  readonly version: string;
  /** What makes the tool print its version. */
  readonly versionArguments: readonly string[];
  /** Which other versions do as well: the same up to this part. */
  readonly fits: RegExp;
  /** The official release and the file with its SHA-256. */
  readonly release: (os: string, architecture: string) => { readonly url: string; readonly checksum: string };
  /** The image that carries it, for hosts that the release site is out of reach of, and its path in there. */
  readonly image: { readonly name: string; readonly path: string };
}

const TOOLS: readonly Tool[] = [
  {
    name: 'kind',
    version: '0.33.0',
    versionArguments: ['version'],
    fits: /v0\.33\./,
    release: (os, architecture) => {
      const url = `https://kind.sigs.k8s.io/dl/v0.33.0/kind-${os}-${architecture}`;
      return { url, checksum: `${url}.sha256sum` };
    },
    image: { name: 'host-tools', path: '/kind' },
  },
  {
    name: 'helm',
    version: '3.22.0',
    versionArguments: ['version', '--short'],
    fits: /v3\.(1[89]|[2-9]\d)\./,
    release: (os, architecture) => {
      const url = `https://get.helm.sh/helm-v3.22.0-${os}-${architecture}.tar.gz`;
      return { url, checksum: `${url}.sha256sum` };
    },
    image: { name: 'host-tools', path: '/helm' },
  },
  {
    name: 'kubectl',
    version: '1.37.2',
    versionArguments: ['version', '--client'],
    fits: /v1\.3[678]\./,
    release: (os, architecture) => {
      const url = `https://dl.k8s.io/release/v1.37.2/bin/${os}/${architecture}/kubectl`;
      return { url, checksum: `${url}.sha256` };
    },
    image: { name: 'kind-node', path: '/usr/bin/kubectl' },
  },
];

export type ToolName = Tool['name'];

/** Where each tool is. */
export type Tools = Readonly<Record<ToolName, string>>;

const FOLDER = join(CACHE, 'tools');

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
 * Gives all tools: from the PATH when the version fits, else the official release (checksum verified), else out of an image that was
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
    await mkdir(FOLDER, { recursive: true });
    const folder = await mkdtemp(join(FOLDER, `${tool.name}-`));
    try {
      const fresh = join(folder, tool.name);
      if (await downloadRelease(tool, folder, fresh, signal)) progress('official release, checksum verified');
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

/** Downloads the official release. Gives false when its site is out of reach. @throws GroundFailure on a wrong checksum */
async function downloadRelease(tool: Tool, folder: string, target: string, signal: AbortSignal): Promise<boolean> {
  const { url, checksum } = tool.release(process.platform, process.arch === 'x64' ? 'amd64' : process.arch);
  const stated = await withDeadline(signal, DOWNLOAD_PATIENCE, (stop) => download(checksum, stop));
  signal.throwIfAborted();
  if (!stated) return false;
  const content = await download(url, signal);
  if (!content) return false;
  const expected = stated.toString().trim().split(/\s+/)[0];
  const actual = createHash('sha256').update(content).digest('hex');
  if (actual !== expected) {
    throw new GroundFailure(
      `${url} has SHA-256 ${actual}; its publisher says ${expected ?? 'nothing'}`,
      'Something between you and the publisher changes downloads. Put the tool on your PATH yourself.',
    );
  }
  if (!url.endsWith('.tar.gz')) {
    await writeFile(target, content);
    return true;
  }
  await writeFile(join(folder, 'release.tar.gz'), content);
  await run('tar', ['-xzf', 'release.tar.gz', '--strip-components=1'], { cwd: folder, signal });
  return existsSync(target);
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
  return join(FOLDER, `${tool.name}-${tool.version}`);
}

function toolNamed(name: ToolName): Tool {
  const tool = TOOLS.find((candidate) => candidate.name === name);
  if (!tool) throw new Error(`no tool ${name}`);
  return tool;
}
