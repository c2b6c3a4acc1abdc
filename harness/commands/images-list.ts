import { EXIT } from '../base/failure.ts';
import { NODE_IMAGE, readCatalogue } from '../images/catalogue.ts';
import { checkRegistry } from '../images/in-registry.ts';
import { listImages, type ListedImage } from '../images/listing.ts';
import { makePlan } from '../model/plan.ts';
import { chosenSuites, type RawOptions } from '../options.ts';

/** `touchstone images list`: the images that the suites need and the node image, with digests and sizes. Fetches nothing. */
export async function printImages(options: RawOptions, signal: AbortSignal): Promise<number> {
  const { registry, json } = options;
  if (registry !== undefined) checkRegistry(registry);
  const { images } = await makePlan(chosenSuites(options));
  const listed = await listImages([NODE_IMAGE, ...images], readCatalogue(), registry, signal);
  process.stdout.write(json === true ? `${JSON.stringify(listed, undefined, 2)}\n` : listed.map(line).join(''));
  return EXIT.passed;
}

function line({ name, there, size, digest = '', pushed, reference }: ListedImage): string {
  const mebibytes = `${Math.round(size / 2 ** 20)} MiB`;
  return `${there ? '✓' : ' '} ${name.padEnd(16)} ${mebibytes.padStart(9)} ${digest.slice(0, 19).padEnd(19)} ${pushed ?? reference}\n`;
}
