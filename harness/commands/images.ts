import { EXIT } from '../base/failure.ts';
import { checkBudget, diskNeeded } from '../host/budget.ts';
import { ensureEngine } from '../host/engine.ts';
import { probeHost } from '../host/facts.ts';
import { takeHost } from '../host/lock.ts';
import { NODE_IMAGE, REGISTRY_IMAGE, readCatalogue } from '../images/catalogue.ts';
import { planImages, provideImages, type ProvidedImages } from '../images/provide.ts';
import { Provider } from '../images/provider.ts';
import { chosenSuites, type RawOptions } from '../options.ts';
import { makePlan } from '../model/plan.ts';
import type { Stream } from '../stream/stream.ts';
import { withProgress } from './with-progress.ts';

/** `touchstone images`: pulls or builds the node image and the images that the suites need, all where none are chosen, and says which was which. */
export async function fetchImages(options: RawOptions, signal: AbortSignal): Promise<number> {
  const others = [NODE_IMAGE, ...(options.suite === undefined ? [REGISTRY_IMAGE] : [])];
  const { provided } = await withProgress(options.quiet, (stream) => provideImagesOf(options, others, stream, signal));
  for (const { name, reference, origin } of provided.values())
    process.stdout.write(`${name.padEnd(16)} ${origin.padEnd(7)} ${reference}\n`);
  return EXIT.passed;
}

/** Pulls or builds the images that the suites need, and others beside them. Gives who provided them too, for tools that come out of images. */
export async function provideImagesOf(
  options: RawOptions,
  others: readonly string[],
  stream: Stream,
  signal: AbortSignal,
): Promise<{ readonly provided: ProvidedImages; readonly provider: Provider }> {
  const plan = await makePlan(chosenSuites(options));
  takeHost();
  const host = await probeHost(signal);
  await ensureEngine(host, stream, signal);
  const catalogue = readCatalogue();
  const sources = await planImages([...others, ...plan.images], { catalogue, policy: options.images ?? 'auto', stream, signal });
  checkBudget({ memory: 0, disk: diskNeeded(plan.stack, [], sources) }, host);
  const provider = new Provider(catalogue, sources, stream);
  return { provided: await provideImages(sources, provider, signal), provider };
}
