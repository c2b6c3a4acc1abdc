import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, GroundFailure, UsageError } from '../base/failure.ts';
import { orGround } from '../base/or-ground.ts';
import { docker } from '../engine/docker.ts';
import { TOOLS_FOLDER, ensureTools, toolFiles } from '../host/tools.ts';
import type { Contents } from '../images/archive/contents.ts';
import { readArchive } from '../images/archive/read.ts';
import { writeArchive } from '../images/archive/write.ts';
import { imageNamed } from '../images/catalogue.ts';
import { hostArchitecture } from '../images/key.ts';
import type { OptionsFor } from '../options/commands.ts';
import type { Stream } from '../stream/stream.ts';
import { imagesOfRun, provideNamed } from './images.ts';
import { withProgress } from './with-progress.ts';

const PLATFORM = `${process.platform}/${hostArchitecture()}`;

/** `touchstone images export FILE`: writes the images that a run on a kind cluster needs and the tools into one file, for a host without a network. */
export async function exportImages(
  options: OptionsFor<'images export'>,
  signal: AbortSignal,
  [file = '']: readonly string[],
): Promise<number> {
  if (existsSync(file)) throw new UsageError(`there is a ${file} already; name another, or remove it`);
  const names = await imagesOfRun(options);
  await withProgress(options.quiet, async (stream) => {
    const { provided, provider, catalogue } = await provideNamed(names, options, stream, signal);
    const tools = await ensureTools((name, stop) => provider.provide(imageNamed(catalogue, name), stop), stream, signal);
    const cargo = {
      platform: PLATFORM,
      images: [...provided.values()].map(({ name, reference }) => ({ name, reference })),
      tools: await toolFiles(tools, signal),
    };
    await stream.step('images/save', `write ${file}`, (progress) =>
      writeArchive(file, cargo, (bytes) => progress(`${(bytes / 2 ** 30).toFixed(1)} GiB`), signal),
    );
  });
  process.stdout.write(`${file}\n`);
  return EXIT.passed;
}

/** `touchstone images import FILE`: checks such a file, and gives its images to the engine and its tools to the harness. Asks no network. */
export async function importImages(
  { quiet }: OptionsFor<'images import'>,
  signal: AbortSignal,
  [file = '']: readonly string[],
): Promise<number> {
  const { images } = await withProgress(quiet, (stream) => takeArchive(file, stream, signal));
  for (const { name, reference } of images) process.stdout.write(`${name.padEnd(16)} ${reference}\n`);
  return EXIT.passed;
}

async function takeArchive(file: string, stream: Stream, signal: AbortSignal): Promise<Contents> {
  await mkdir(TOOLS_FOLDER, { recursive: true });
  const folder = await mkdtemp(join(TOOLS_FOLDER, 'import-'));
  try {
    const read = await stream.step('images/load', `check ${file}`, () => readArchive(file, folder, signal));
    if (read.platform !== PLATFORM)
      throw new GroundFailure(`${file} is for ${read.platform}, and this host is ${PLATFORM}`, 'Write one on a host like this.');
    await stream.step('images/load', `load ${read.images.length} images`, () =>
      orGround(docker(['load', '--quiet', '--input', file], { signal }), (error) => ({
        what: `the engine did not take the images of ${file}`,
        mend: 'Is the disk full? See its words below.',
        evidence: error.output.slice(-4),
      })),
    );
    for (const tool of read.tools) await rename(join(folder, tool), join(TOOLS_FOLDER, tool)); // whole or not at all
    return read;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
