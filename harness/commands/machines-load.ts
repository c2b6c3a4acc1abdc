import { EXIT, GroundFailure } from '../base/failure.ts';
import { loadImages } from '../engine/load.ts';
import { take } from '../host/lock.ts';
import type { OptionsFor } from '../options/commands.ts';
import { MACHINES, standingMachines } from '../targets/machines/machines.ts';
import { shellOf } from '../targets/machines/shell.ts';
import { imagesOfSuites, provideNamed } from './images.ts';
import { withProgress } from './with-progress.ts';

/** `touchstone machines load`: puts the images that the suites need onto every worker, under the names by which a run looks for them there. */
export async function loadMachines(options: OptionsFor<'machines load'>, signal: AbortSignal): Promise<number> {
  take(MACHINES);
  const [, ...workers] = await standingMachines();
  if (workers.length === 0)
    throw new GroundFailure(
      'no machine stands that could be a worker',
      'Make some: touchstone machines up. docs/install.md makes a cluster of them.',
    );
  await withProgress(options.quiet, async (stream) => {
    const { provided } = await provideNamed(await imagesOfSuites(options), options, stream, signal);
    const references = [...provided.values()].map(({ reference }) => reference);
    for (const worker of workers) {
      const place = { name: worker.name, words: shellOf(worker) };
      await stream.step('images/load', `load ${references.length} images into ${worker.name}`, () => loadImages(references, place, signal));
    }
  });
  return EXIT.passed;
}
