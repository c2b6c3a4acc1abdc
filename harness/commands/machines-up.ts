import { InvalidArgumentError } from 'commander';
import { EXIT, UsageError } from '../base/failure.ts';
import { ensureEngine } from '../host/engine.ts';
import { probeHost } from '../host/facts.ts';
import { take } from '../host/lock.ts';
import { NODE_IMAGE, readCatalogue } from '../images/catalogue.ts';
import { planImages, provideImages } from '../images/provide.ts';
import { Provider } from '../images/provider.ts';
import { openProject } from '../open-project.ts';
import { count } from '../options/option.ts';
import type { OptionsFor } from '../options/commands.ts';
import type { Stream } from '../stream/stream.ts';
import { MACHINES, makeMachines } from '../targets/machines/machines.ts';
import { printMachines } from './machines.ts';
import { withProgress } from './with-progress.ts';

/** `touchstone machines up [number]`: makes bare machines to try the installer on, three where no number is given, and says how to get onto each. */
export async function bringMachinesUp(options: OptionsFor<'machines up'>, signal: AbortSignal, args: readonly string[]): Promise<number> {
  const wanted = numberOf(args[0] ?? '3');
  take(MACHINES);
  await withProgress(options.quiet, async (stream) => makeMachines(wanted, await nodeImage(stream, signal), stream, signal));
  await printMachines();
  return EXIT.passed;
}

/** The reference of kind’s node image as it is built here: only that has in it what machines install. */
async function nodeImage(stream: Stream, signal: AbortSignal): Promise<string> {
  await ensureEngine(await probeHost(signal), stream, signal);
  const catalogue = readCatalogue(openProject(undefined));
  const sources = await planImages([NODE_IMAGE], { catalogue, policy: 'build', stream, signal });
  const provided = await provideImages(sources, new Provider(catalogue, sources, stream), signal);
  return provided.get(NODE_IMAGE)?.reference ?? '';
}

/** @throws UsageError for what is no number of machines */
function numberOf(text: string): number {
  try {
    return count(text);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new UsageError(`machines up ${text}: ${error.message}`);
  }
}
