import { EXIT } from '../base/failure.ts';
import { checkBudget, diskNeeded } from '../host/budget.ts';
import { ensureEngine } from '../host/engine.ts';
import { probeHost } from '../host/facts.ts';
import { takeHost } from '../host/lock.ts';
import { Builder } from '../images/build.ts';
import { NODE_IMAGE } from '../images/catalogue.ts';
import { planImages, provideImages } from '../images/provide.ts';
import { chosenSuites, type RawOptions } from '../options.ts';
import { makePlan } from '../plan.ts';
import { showProgress } from '../reporters/progress.ts';
import { Timeline } from '../stream/timeline.ts';

/** `touchstone images`: pulls or builds the node image and the images that the suites need, and says which was which. */
export async function fetchImages(options: RawOptions, signal: AbortSignal): Promise<number> {
  const plan = await makePlan(chosenSuites(options));
  takeHost();
  const timeline = new Timeline();
  const progress = showProgress(timeline, options.quiet === true);
  try {
    const host = await probeHost(signal);
    await ensureEngine(host, timeline, signal);
    const sources = await planImages([NODE_IMAGE, ...plan.images], {
      catalogue: plan.catalogue,
      policy: options.images,
      timeline,
      signal,
    });
    checkBudget({ memory: 0, disk: diskNeeded(plan.stack, [], sources) }, host);
    const provided = await provideImages(sources, new Builder(plan.catalogue, sources, timeline, signal), signal);
    progress.stop();
    for (const { name, reference, origin } of provided.values())
      process.stdout.write(`${name.padEnd(16)} ${origin.padEnd(7)} ${reference}\n`);
    return EXIT.passed;
  } finally {
    progress.stop();
  }
}
