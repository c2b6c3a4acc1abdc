import { readFile, rename, writeFile } from 'node:fs/promises';
import { EXIT, GroundFailure } from '../base/failure.ts';
import { catalogueFiles, readCatalogue } from '../images/catalogue.ts';
import { findDigests, lockedText, type Locked } from '../images/lock.ts';
import { openProject } from '../open-project.ts';
import type { OptionsFor } from '../options/commands.ts';
import { withProgress } from './with-progress.ts';

/** `touchstone images lock`: pins every public image, in the images.yaml that names it, to what its tag leads to now, where its registry answers. */
export async function lockImages(options: OptionsFor<'images lock'>, signal: AbortSignal): Promise<number> {
  const project = openProject(options.project);
  const images = [...readCatalogue(project).values()].filter(({ upstream }) => upstream !== undefined);
  const locked = await withProgress(options.quiet, (stream) => findDigests(images, stream, signal));
  if (locked.every(({ after }) => after === undefined))
    throw new GroundFailure(
      'no image registry answers, so that no digest is known',
      'Run it where they can be reached. images.yaml is as it was.',
      locked.map(line),
    );
  for (const file of catalogueFiles(project)) await lock(file, locked);
  process.stdout.write(`${locked.map(line).join('\n')}\n`);
  return EXIT.passed;
}

async function lock(file: string, locked: readonly Locked[]): Promise<void> {
  const before = await readFile(file, 'utf8');
  const after = lockedText(before, locked);
  if (after === before) return;
  await writeFile(`${file}.part`, after);
  await rename(`${file}.part`, file);
}

/** "kafka            locked  docker.io/apache/kafka:3.9.1@sha256:…" */
function line({ name, before, after, problem }: Locked): string {
  const done = after === undefined ? 'unknown' : after === before ? 'as it was' : before.includes('@') ? 'moved' : 'locked';
  return `${name.padEnd(22)} ${done.padEnd(9)} ${after ?? `${before} (${problem ?? '?'})`}`;
}
