import { EXIT } from '../base/failure.ts';
import { readCatalogue } from '../images/catalogue.ts';
import { listImages, type ListedImage } from '../images/listing.ts';
import { openProject } from '../open-project.ts';
import type { OptionsFor } from '../options/commands.ts';
import { imagesOfRun } from './images.ts';

/** `touchstone images list`: the images that a run on a kind cluster needs, with digests and sizes. Fetches nothing. */
export async function printImages(options: OptionsFor<'images list'>, signal: AbortSignal): Promise<number> {
  const { registry, json } = options;
  const catalogue = readCatalogue(openProject(options.project));
  const listed = await listImages(await imagesOfRun(options), catalogue, registry, signal);
  process.stdout.write(json === true ? `${JSON.stringify(listed, undefined, 2)}\n` : listed.map(line).join(''));
  return EXIT.passed;
}

function line({ name, there, size, digest = '', pushed, reference }: ListedImage): string {
  const mebibytes = `${Math.round(size / 2 ** 20)} MiB`;
  return `${there ? '✓' : ' '} ${name.padEnd(16)} ${mebibytes.padStart(9)} ${digest.slice(0, 19).padEnd(19)} ${pushed ?? reference}\n`;
}
