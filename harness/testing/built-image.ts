import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { CommandError } from '../base/command.ts';
import { REPOSITORY } from '../base/project.ts';
import { docker, hasImage } from '../engine/docker.ts';
import { imageNamed, readCatalogue } from '../images/catalogue.ts';
import { builtReferences } from '../images/on-public.ts';

/** An image of the stack as this host's engine has it built; undefined where it has not, or does not answer. */
export async function builtImage(name: string): Promise<string | undefined> {
  const catalogue = readCatalogue(REPOSITORY);
  for (const reference of builtReferences(catalogue, imageNamed(catalogue, name))) if (await hasImage(reference)) return reference;
  return undefined;
}

/**
 * Runs a shell script in an image, on the host's network, and gives all that it says, whether it ends well or not.
 * @param files what lies in its folder /src
 */
export async function saysIn(image: string, script: string, files: Readonly<Record<string, string>>): Promise<string> {
  const source = await mkdtemp(join(tmpdir(), 'touchstone-in-image-'));
  onTestFinished(() => rm(source, { recursive: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(source, name), content);
  const lines: string[] = [];
  const asked = docker(['run', '--rm', '--network=host', `--volume=${source}:/src:ro`, image, 'sh', '-euc', script], {
    onLine: (line) => lines.push(line),
  });
  await asked.catch((error: unknown) => {
    if (!(error instanceof CommandError)) throw error;
  });
  return lines.join('\n');
}
