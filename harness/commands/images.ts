import { chosenSuites } from '../asked.ts';
import { EXIT } from '../base/failure.ts';
import { checkBudget, diskNeeded } from '../host/budget.ts';
import { ensureEngine } from '../host/engine.ts';
import { probeHost } from '../host/facts.ts';
import { ENGINE, take } from '../host/lock.ts';
import { NODE_IMAGE, readCatalogue } from '../images/catalogue.ts';
import { planImages, provideImages, type ProvidedImages } from '../images/provide.ts';
import { Provider } from '../images/provider.ts';
import { sizesOf } from '../images/source.ts';
import { openProject } from '../open-project.ts';
import { makePlan } from '../model/plan.ts';
import type { OptionsFor } from '../options/commands.ts';
import { IMAGES } from '../options/kind.ts';
import { Reporters } from '../reporters.ts';
import { Stream } from '../stream/stream.ts';

/** `touchstone images`: pulls or builds the node image and the images that the suites need, and says which was which. */
export async function fetchImages(options: OptionsFor<'images'>, signal: AbortSignal): Promise<number> {
  const stream = new Stream();
  const reporters = await Reporters.load(options.quiet === true ? [] : ['progress'], stream);
  let provided: ProvidedImages;
  try {
    provided = await provideAll(options, stream, signal);
  } finally {
    reporters.stop();
  }
  for (const { name, reference, origin } of provided.values())
    process.stdout.write(`${name.padEnd(16)} ${origin.padEnd(7)} ${reference}\n`);
  return EXIT.passed;
}

async function provideAll(options: OptionsFor<'images'>, stream: Stream, signal: AbortSignal): Promise<ProvidedImages> {
  const project = openProject(options.project);
  const plan = await makePlan(project, chosenSuites(options, project));
  take(ENGINE);
  const host = await probeHost(signal);
  await ensureEngine(host, stream, signal);
  const catalogue = readCatalogue(project);
  const sources = await planImages([NODE_IMAGE, ...plan.images], { catalogue, policy: options.images ?? IMAGES.usual, stream, signal });
  checkBudget({ memory: 0, disk: diskNeeded(plan.stack, [], sizesOf(sources)) }, host);
  return provideImages(sources, new Provider(catalogue, sources, stream), signal);
}
