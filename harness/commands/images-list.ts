import { chosenSuites } from '../asked.ts';
import { EXIT } from '../base/failure.ts';
import { NODE_IMAGE, readCatalogue } from '../images/catalogue.ts';
import { listImages, type ListedImage } from '../images/listing.ts';
import { makePlan } from '../model/plan.ts';
import { openProject } from '../open-project.ts';
import type { OptionsFor } from '../options/commands.ts';

/** `touchstone images list`: the images that the suites need and the node image, with digests and sizes. Fetches nothing. */
export async function printImages(options: OptionsFor<'images list'>, signal: AbortSignal): Promise<number> {
  const { registry, json } = options;
  const project = openProject(options.project);
  const { images } = await makePlan(project, await chosenSuites(options, project));
  const listed = await listImages([NODE_IMAGE, ...images], readCatalogue(project), registry, signal);
  process.stdout.write(json === true ? `${JSON.stringify(listed, undefined, 2)}\n` : listed.map(line).join(''));
  return EXIT.passed;
}

function line({ name, there, size, digest = '', pushed, reference }: ListedImage): string {
  const mebibytes = `${Math.round(size / 2 ** 20)} MiB`;
  return `${there ? '✓' : ' '} ${name.padEnd(16)} ${mebibytes.padStart(9)} ${digest.slice(0, 19).padEnd(19)} ${pushed ?? reference}\n`;
}
