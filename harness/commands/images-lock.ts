import { readFile, rename, writeFile } from 'node:fs/promises';
import { EXIT, GroundFailure } from '../base/failure.ts';
import { CATALOGUE_FILE, readCatalogue } from '../images/catalogue.ts';
import { findDigests, lockedText, type Locked } from '../images/lock.ts';
import type { RawOptions } from '../options.ts';
import { withProgress } from './with-progress.ts';

/** `touchstone images lock`: pins every public image in images.yaml to what its tag leads to now, where its registry answers. */
export async function lockImages({ quiet }: RawOptions, signal: AbortSignal): Promise<number> {
  const images = [...readCatalogue().values()].filter(({ upstream }) => upstream !== undefined);
  const locked = await withProgress(quiet, (stream) => findDigests(images, stream, signal));
  if (locked.every(({ after }) => after === undefined))
    throw new GroundFailure(
      'no image registry answers, so that no digest is known',
      'Run it where they can be reached. images.yaml is as it was.',
      locked.map(line),
    );
  const part = `${CATALOGUE_FILE}.part`;
  await writeFile(part, lockedText(await readFile(CATALOGUE_FILE, 'utf8'), locked));
  await rename(part, CATALOGUE_FILE);
  process.stdout.write(`${locked.map(line).join('\n')}\n`);
  return EXIT.passed;
}

/** "kafka            locked  docker.io/apache/kafka:3.9.1@sha256:…" */
function line({ name, before, after, problem }: Locked): string {
  const done = after === undefined ? 'unknown' : after === before ? 'as it was' : before.includes('@') ? 'moved' : 'locked';
  return `${name.padEnd(22)} ${done.padEnd(9)} ${after ?? `${before} (${problem ?? '?'})`}`;
}
